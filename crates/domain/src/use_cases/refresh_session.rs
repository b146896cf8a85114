use super::sign_in::may_come_in;
use super::{Error, SignedIn, UseCases};
use crate::people::By;
use crate::ports::{Consumed, PersonKey};

impl UseCases {
    /// Exchanges a refresh token for new keys. It is good once: who presents it again has a copy, or somebody else
    /// has, so the whole session ends.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] for a token that is unknown, used, expired, or of an account no longer in use.
    pub async fn refresh_session(&self, presented: &str) -> Result<SignedIn, Error> {
        let digest = self.ports.secrets.digest(presented);
        let mut work = self.begin(By::System).await?;
        let now = work.now;
        let token = match work.uow.sessions().consume(&digest, now).await? {
            Consumed::First(token) if token.expires_at > now => token,
            Consumed::Again(token) => {
                work.uow.sessions().end_session(token.session, now).await?;
                work.commit().await?;
                return Err(Error::Unauthenticated);
            }
            Consumed::First(_) | Consumed::Unknown => return Err(Error::Unauthenticated),
        };
        let person = work.uow.people().find(token.person).await?.ok_or(Error::Unauthenticated)?;
        may_come_in(&person, self.workflow()).map_err(|_| Error::Unauthenticated)?;
        let (secret, next) = work.new_refresh_token(&person, token.session);
        work.uow.sessions().add_token(&next).await?;
        work.commit().await?;
        let view = self.ports.people.find(PersonKey::Id(person.id)).await?.ok_or(Error::Unauthenticated)?;
        Ok(self.signed_in(view, token.session, secret))
    }
}
