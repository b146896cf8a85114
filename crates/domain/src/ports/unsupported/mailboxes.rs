use async_trait::async_trait;
use time::{Duration, OffsetDateTime};

use super::super::{MailboxClaim, MailboxCursor, MailboxCursors, MailboxFolder, StorageError};
use super::{Unsupported, unsupported};
use crate::ids::MailboxReaderId;

const MAILBOXES: &str = "mailboxes";

#[async_trait]
impl MailboxCursors for Unsupported {
    async fn claim(
        &mut self,
        _: &MailboxFolder,
        _: MailboxReaderId,
        _: OffsetDateTime,
        _: Duration,
    ) -> Result<MailboxClaim, StorageError> {
        unsupported(MAILBOXES)
    }

    async fn advance(&mut self, _: &MailboxFolder, _: MailboxReaderId, _: MailboxCursor) -> Result<bool, StorageError> {
        unsupported(MAILBOXES)
    }

    async fn release(&mut self, _: &MailboxFolder, _: MailboxReaderId) -> Result<(), StorageError> {
        Ok(())
    }
}
