use crate::people::By;
use crate::ports::{Consumed, SecretDigest};
use crate::security::SecurityKind;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Accounts, Error};

impl Accounts<'_> {
    /// Ends the session of a refresh token, so that its access tokens are refused too. An unknown token or an ended
    /// session is no error: signing out can be repeated.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn sign_out(self, presented: &str) -> Result<(), Error> {
        let digest = self.desk.ports.secrets.digest(presented);
        self.desk.in_transaction(By::System, |tx| Box::pin(tx.sign_out(&digest))).await
    }
}

impl TxContext<'_> {
    async fn sign_out(&mut self, digest: &SecretDigest) -> Result<(), Error> {
        let now = self.now;
        if let Consumed::First(token) | Consumed::Again { token, .. } = self.uow.sessions().consume(digest, now).await?
        {
            self.by = By::Person(token.person);
            self.uow.sessions().end_session(token.session, now).await?;
            self.record_security(SecurityKind::SignedOut, token.person, None).await?;
        }
        Ok(())
    }
}
