use crate::people::{By, LinkPurpose, Username};
use crate::ports::SecretDigest;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{EmailLinks, Error};

impl EmailLinks<'_> {
    /// Marks the e-mail address as verified that the link was sent to. If the person asked for that address, it
    /// replaces the one before. Returns the name with which they sign in.
    ///
    /// # Errors
    /// [`Error::LinkInvalid`] also if the person has another address now; [`Error::Taken`] if another account got the
    /// address in the meantime.
    pub async fn verify_email(self, token: &str) -> Result<Username, Error> {
        let digest = self.desk.ports.secrets.digest(token);
        self.desk.in_transaction(By::System, |tx| Box::pin(tx.verify_email(&digest))).await
    }
}

impl TxContext<'_> {
    async fn verify_email(&mut self, digest: &SecretDigest) -> Result<Username, Error> {
        let (mut person, link) = self.redeem_link(digest, &[LinkPurpose::VerifyEmail]).await?;
        self.check_address_is_free(&link.address, person.id).await?;
        let facts = person.confirm_email(&link.address, self.now);
        self.record_person(&mut person, facts).await?;
        Ok(person.username.clone())
    }
}
