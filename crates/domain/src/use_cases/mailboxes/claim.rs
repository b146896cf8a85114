use time::Duration;

use crate::ids::MailboxReaderId;
use crate::people::By;
use crate::ports::{MailboxClaim, MailboxCursor, MailboxFolder};
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Mailboxes};

/// Whether a reader may fetch mail from a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailboxAccess {
    /// It may, from this place on; `None` where the folder was never read.
    Granted(Option<MailboxCursor>),
    /// Another instance fetches it.
    Taken,
    /// Mail is paused, as it is after a restore: nobody fetches.
    Paused,
}

impl Mailboxes<'_> {
    /// Asks for a folder for the time of `lease`, or for more time with it.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn claim(
        self,
        folder: &MailboxFolder,
        reader: MailboxReaderId,
        lease: Duration,
    ) -> Result<MailboxAccess, Error> {
        self.desk.in_transaction(By::System, |tx| Box::pin(tx.claim_mailbox(folder, reader, lease))).await
    }

    /// Gives a folder back before its lease ends.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn release(self, folder: &MailboxFolder, reader: MailboxReaderId) -> Result<(), Error> {
        self.desk.in_transaction(By::System, |tx| Box::pin(tx.release_mailbox(folder, reader))).await
    }
}

impl TxContext<'_> {
    async fn claim_mailbox(
        &mut self,
        folder: &MailboxFolder,
        reader: MailboxReaderId,
        lease: Duration,
    ) -> Result<MailboxAccess, Error> {
        if self.is_mail_paused().await? {
            return Ok(MailboxAccess::Paused);
        }
        let claim = self.uow.mailbox_cursors().claim(folder, reader, self.now, lease).await?;
        Ok(match claim {
            MailboxClaim::Granted(cursor) => MailboxAccess::Granted(cursor),
            MailboxClaim::Taken => MailboxAccess::Taken,
        })
    }

    async fn release_mailbox(&mut self, folder: &MailboxFolder, reader: MailboxReaderId) -> Result<(), Error> {
        Ok(self.uow.mailbox_cursors().release(folder, reader).await?)
    }
}
