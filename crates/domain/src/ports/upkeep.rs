use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;

/// What an operator does to the whole desk, within a unit of work: after a restore, sessions that were ended come
/// back to life, and mails that were sent wait again.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait Upkeep: Send {
    /// Since when no mail is sent; `None` where mail is sent.
    async fn mail_paused_since(&mut self) -> Result<Option<OffsetDateTime>, StorageError>;

    /// Sends no mail from now on. Where that is so already, the first time counts.
    async fn pause_mail(&mut self, at: OffsetDateTime) -> Result<(), StorageError>;

    /// Sends mail again.
    async fn resume_mail(&mut self) -> Result<(), StorageError>;

    /// Gives up every notice that waits, because of `reason`, and says how many those were.
    async fn drop_waiting_notices(&mut self, reason: &str) -> Result<u64, StorageError>;

    /// Ends the sessions of everybody.
    async fn end_all_sessions(&mut self, at: OffsetDateTime) -> Result<(), StorageError>;
}
