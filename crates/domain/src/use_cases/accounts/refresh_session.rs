use crate::ids::SessionId;
use crate::people::By;
use crate::ports::{Consumed, PersonView, SecretDigest, SecretToken};
use crate::use_cases::accounts::sign_in::may_sign_in;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Accounts, Error, SignedIn};

impl Accounts<'_> {
    /// Exchanges a refresh token for new keys. It is good once: who presents it again has a copy, or somebody else
    /// has, so the whole session ends.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] for a token that is unknown, used, expired, or of an account no longer in use.
    pub async fn refresh_session(self, presented: &str) -> Result<SignedIn, Error> {
        let digest = self.desk.ports.secrets.digest(presented);
        // A refusal must be committed too: it ends the session. So it is a result of the unit of work, not an error.
        let refreshed = self.desk.in_transaction(By::System, |tx| Box::pin(tx.refresh(&digest))).await?;
        let (view, session, secret) = refreshed.ok_or(Error::Unauthenticated)?;
        Ok(self.signed_in(view, session, secret))
    }
}

impl TxContext<'_> {
    /// With everything that the answer tells: the token is used up, so that nothing may fail any more.
    async fn refresh(&mut self, digest: &SecretDigest) -> Result<Option<(PersonView, SessionId, SecretToken)>, Error> {
        let now = self.now;
        let token = match self.uow.sessions().consume(digest, now).await? {
            Consumed::First(token) if token.expires_at > now => token,
            Consumed::Again(token) => {
                self.uow.sessions().end_session(token.session, now).await?;
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
