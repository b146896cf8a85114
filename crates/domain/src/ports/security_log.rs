use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::security::SecurityEvent;

/// The append-only security log, within a unit of work.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait SecurityLog: Send {
    /// Appends entries, in order.
    async fn append_security(&mut self, events: &[SecurityEvent]) -> Result<(), StorageError>;

    /// Deletes up to `limit` entries of `before` or earlier, and refusals beyond the newest `refusals`, oldest first; says how many
    /// those were.
    async fn forget_security(
        &mut self,
        before: Option<OffsetDateTime>,
        refusals: u32,
        limit: u32,
    ) -> Result<u64, StorageError>;
}
