use crate::ids::SessionId;
use crate::people::By;
use crate::ports::{Consumed, PersonView, SecretDigest, SecretToken};
use crate::security::SecurityKind;
use crate::use_cases::accounts::sign_in::may_sign_in;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Accounts, Error, Origin, SignedIn};

/// A refresh of a session.
#[derive(Clone, Debug)]
pub struct RefreshSession {
    /// The refresh token, as the client presents it.
    pub token: SecretToken,
    /// Where the request comes from.
    pub origin: Origin,
}

impl Accounts<'_> {
    /// Exchanges a refresh token for a new access token and a new refresh token. Each token works once. If it is
    /// presented again, it may have been stolen, so the whole session ends.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] for a token that is unknown, used, expired, or of an account not in use.
    pub async fn refresh_session(self, command: RefreshSession) -> Result<SignedIn, Error> {
        let digest = self.desk.ports.secrets.digest(command.token.reveal());
        // A refusal may end the session, which must be committed. So it is a result of the transaction, not an error.
        let desk = self.desk.from_origin(command.origin);
        let refreshed = desk.in_transaction(By::System, |tx| Box::pin(tx.refresh(&digest))).await?;
        let (view, session, secret) = refreshed.ok_or(Error::Unauthenticated)?;
        Ok(self.signed_in(view, session, secret))
    }
}

impl TxContext<'_> {
    /// Uses up the token and reads everything that the answer needs: after the commit nothing may fail, because the
    /// token cannot be used again.
    async fn refresh(&mut self, digest: &SecretDigest) -> Result<Option<(PersonView, SessionId, SecretToken)>, Error> {
        let now = self.now;
        let token = match self.uow.sessions().consume(digest, now).await? {
            Consumed::First(token) if token.expires_at > now => token,
            Consumed::Again(token) => {
                self.uow.sessions().end_session(token.session, now).await?;
                self.record_security(SecurityKind::RefreshTokenReused, token.person, None).await?;
                return Ok(None);
            }
            Consumed::First(_) | Consumed::Unknown => return Ok(None),
        };
        let Some(person) = self.uow.people().find(token.person).await? else { return Ok(None) };
        if may_sign_in(&person, self.desk.workflow()).is_err() {
            return Ok(None);
        }
        let (secret, next) = self.new_refresh_token(&person, token.session);
        self.uow.sessions().add_token(&next).await?;
        let Some(view) = self.uow.people().view(person.id).await? else { return Ok(None) };
        Ok(Some((view, token.session, secret)))
    }
}
