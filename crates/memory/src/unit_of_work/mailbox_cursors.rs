//! How far mailboxes were read, within a unit of work.

use async_trait::async_trait;
use deskhand_domain::MailboxReaderId;
use deskhand_domain::ports::{MailboxClaim, MailboxCursor, MailboxCursors, MailboxFolder, StorageError};
use time::{Duration, OffsetDateTime};

use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl MailboxCursors for MemoryUnitOfWork {
    async fn claim(
        &mut self,
        folder: &MailboxFolder,
        reader: MailboxReaderId,
        now: OffsetDateTime,
        lease: Duration,
    ) -> Result<MailboxClaim, StorageError> {
        let row = self.write().mailboxes_read.entry(folder.clone()).or_default();
        if row.lease.is_some_and(|(other, until)| other != reader && until > now) {
            return Ok(MailboxClaim::Taken);
        }
        row.lease = Some((reader, now + lease));
        Ok(MailboxClaim::Granted(row.cursor))
    }

    async fn advance(
        &mut self,
        folder: &MailboxFolder,
        reader: MailboxReaderId,
        cursor: MailboxCursor,
    ) -> Result<bool, StorageError> {
        let row = self.write().mailboxes_read.get_mut(folder);
        let row = row.filter(|row| row.lease.is_some_and(|(holder, _)| holder == reader));
        Ok(row.map(|row| row.cursor = Some(cursor)).is_some())
    }

    async fn release(&mut self, folder: &MailboxFolder, reader: MailboxReaderId) -> Result<(), StorageError> {
        if let Some(row) = self.write().mailboxes_read.get_mut(folder) {
            row.lease = row.lease.filter(|(holder, _)| *holder != reader);
        }
        Ok(())
    }
}
