use super::{Error, UseCases};
use crate::people::By;
use crate::ports::Consumed;

impl UseCases {
    /// Ends the session of a refresh token, its access tokens included. An unknown token has nothing to end, which
    /// is no error: signing out twice is signing out.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn sign_out(&self, presented: &str) -> Result<(), Error> {
        let digest = self.ports.secrets.digest(presented);
        let mut work = self.begin(By::System).await?;
        let now = work.now;
        if let Consumed::First(token) | Consumed::Again(token) = work.uow.sessions().consume(&digest, now).await? {
            work.uow.sessions().end_session(token.session, now).await?;
        }
        work.commit().await
    }
}
