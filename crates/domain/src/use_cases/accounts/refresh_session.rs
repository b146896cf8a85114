use time::Duration;

use crate::people::By;
use crate::ports::{Consumed, PersonView, RefreshToken, SecretToken};
use crate::security::SecurityKind;
use crate::use_cases::accounts::sign_in::may_sign_in;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Accounts, Error, SignedIn};

/// How long a used refresh token gets its successor again. Two windows of one browser refresh at once, and an answer may be
/// lost on its way.
const SAME_SUCCESSOR_FOR: Duration = Duration::seconds(10);

impl Accounts<'_> {
    /// Exchanges a refresh token for a new access token and a new refresh token. Each token works once. Within ten
    /// seconds of its use it gets the same successor again. If it is presented later, it may have been stolen, so the
    /// whole session ends.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] for a token that is unknown, used, expired, or of an account not in use.
    pub async fn refresh_session(self, presented: &str) -> Result<SignedIn, Error> {
        // A refusal may end the session, which must be committed. So it is a result of the transaction, not an error.
        let refreshed = self.desk.in_transaction(By::System, |tx| Box::pin(tx.refresh(presented))).await?;
        let (view, token, secret) = refreshed.ok_or(Error::Unauthenticated)?;
        Ok(self.signed_in(view, &token, secret))
    }
}

impl TxContext<'_> {
    /// Uses up the token and reads everything that the answer needs: after the commit nothing may fail, because the
    /// token cannot be used again.
    async fn refresh(&mut self, presented: &str) -> Result<Option<(PersonView, RefreshToken, SecretToken)>, Error> {
        let now = self.now;
        let digest = self.desk.ports.secrets.digest(presented);
        let (token, is_first) = match self.uow.sessions().consume(&digest, now).await? {
            Consumed::First(token) if token.expires_at > now => (token, true),
            Consumed::Again { token, used_at } if now - used_at < SAME_SUCCESSOR_FOR => (token, false),
            Consumed::Again { token, .. } => {
                self.uow.sessions().end_session(token.session, now).await?;
                self.record_security(SecurityKind::RefreshTokenReused, token.person, None).await?;
                return Ok(None);
            }
            Consumed::First(_) | Consumed::Unknown => return Ok(None),
        };
        // Refusals from here on use the token up in vain: an error takes that back.
        // Not locked: others lock the person before the session. What they change of the account ends the session, with this token.
        let person = self.look_up(&[token.person]).await?.pop().ok_or(Error::Unauthenticated)?;
        may_sign_in(&person, self.desk.workflow()).map_err(|_| Error::Unauthenticated)?;
        let secret = self.desk.ports.secrets.derive_successor(presented);
        if is_first {
            let next = self.refresh_token(token.session, person.id, token.begun_at, &secret);
            self.uow.sessions().add_token(&next).await?;
        }
        let view = self.uow.people().view(person.id).await?.ok_or(Error::Unauthenticated)?;
        Ok(Some((view, token, secret)))
    }
}
