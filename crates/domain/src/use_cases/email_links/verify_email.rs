use crate::people::{By, LinkPurpose};
use crate::ports::SecretDigest;
use crate::use_cases::transaction::context::Work;
use crate::use_cases::{Error, UseCases};

impl UseCases {
    /// Takes the address of an account as verified, for whoever presents the link that was sent there.
    ///
    /// # Errors
    /// [`Error::LinkInvalid`] also where the person has another address by now.
    pub async fn verify_email(&self, token: &str) -> Result<(), Error> {
        let digest = self.ports.secrets.digest(token);
        self.in_one_go(By::System, |work| Box::pin(work.verify_email(&digest))).await
    }
}

impl Work<'_> {
    async fn verify_email(&mut self, digest: &SecretDigest) -> Result<(), Error> {
        let (mut person, _) = self.follow_link(digest, &[LinkPurpose::VerifyEmail]).await?;
        let facts = person.verify_email(self.now);
        self.record_person(&mut person, facts).await
    }
}
