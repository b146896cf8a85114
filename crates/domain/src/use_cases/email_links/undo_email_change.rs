use crate::people::{By, LinkPurpose};
use crate::ports::SecretDigest;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{EmailLinks, Error};

impl EmailLinks<'_> {
    /// Takes a change of the address back, for the owner of the address before: that address counts again. The account
    /// may be in the hands of another, so the password, all sessions and all API keys end, and a link for a new
    /// password goes to the address.
    ///
    /// # Errors
    /// [`Error::LinkInvalid`] also if there is nothing to undo.
    pub async fn undo_email_change(self, presented: &str) -> Result<(), Error> {
        let digest = self.desk.ports.secrets.digest(presented);
        self.desk.in_transaction(By::System, |tx| Box::pin(tx.undo_email_change(&digest))).await
    }
}

impl TxContext<'_> {
    async fn undo_email_change(&mut self, digest: &SecretDigest) -> Result<(), Error> {
        let (mut person, link) = self.redeem_link(digest, &[LinkPurpose::UndoEmailChange]).await?;
        // Links of later changes went to addresses of whoever made these. An earlier one is the owner's, and stays good.
        self.uow.account_links().drop_since(person.id, LinkPurpose::UndoEmailChange, link.issued_at).await?;
        let mut facts = person.undo_email_change(link.address, self.now);
        facts.extend(person.send_link(LinkPurpose::ResetPassword));
        self.record_person(&mut person, facts).await
    }
}
