use async_trait::async_trait;
use time::OffsetDateTime;

use super::super::{Maintenance, StorageError};
use super::{Unsupported, unsupported};
use crate::mail::MailState;

const MAINTENANCE: &str = "maintenance";

#[async_trait]
impl Maintenance for Unsupported {
    /// Mail can't be paused, so it never is.
    async fn mail_paused_since(&mut self) -> Result<Option<OffsetDateTime>, StorageError> {
        Ok(None)
    }

    async fn pause_mail(&mut self, _: OffsetDateTime) -> Result<(), StorageError> {
        unsupported(MAINTENANCE)
    }

    async fn resume_mail(&mut self) -> Result<(), StorageError> {
        unsupported(MAINTENANCE)
    }

    async fn drop_pending_mails(&mut self, _: OffsetDateTime, _: &str) -> Result<u64, StorageError> {
        unsupported(MAINTENANCE)
    }

    async fn forget_mail(&mut self, _: MailState, _: OffsetDateTime, _: u32) -> Result<u64, StorageError> {
        Ok(0)
    }

    async fn forget_sessions(&mut self, _: OffsetDateTime, _: u32) -> Result<u64, StorageError> {
        Ok(0)
    }

    async fn end_all_sessions(&mut self, _: OffsetDateTime) -> Result<(), StorageError> {
        unsupported(MAINTENANCE)
    }
}
