use crate::ids::MailboxReaderId;
use crate::people::By;
use crate::ports::{MailboxCursor, MailboxFolder};
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Mailboxes};

impl Mailboxes<'_> {
    /// Notes how far a folder was read. `false`, and no change, where another instance fetches it by now.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn advance(
        self,
        folder: &MailboxFolder,
        reader: MailboxReaderId,
        cursor: MailboxCursor,
    ) -> Result<bool, Error> {
        self.desk.in_transaction(By::System, |tx| Box::pin(tx.advance_mailbox(folder, reader, cursor))).await
    }
}

impl TxContext<'_> {
    async fn advance_mailbox(
        &mut self,
        folder: &MailboxFolder,
        reader: MailboxReaderId,
        cursor: MailboxCursor,
    ) -> Result<bool, Error> {
        Ok(self.uow.mailbox_cursors().advance(folder, reader, cursor).await?)
    }
}
