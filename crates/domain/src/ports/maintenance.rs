use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::mail::MailState;

/// Operations on all accounts and mails, within a unit of work. For operators: after a restore, ended sessions are valid
/// again and sent mails are pending again, and this puts it right. Run regularly: old data is deleted, but never history.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait Maintenance: Send {
    /// Since when no mail is sent; `None` where mail is sent.
    async fn mail_paused_since(&mut self) -> Result<Option<OffsetDateTime>, StorageError>;

    /// Sends no mail from now on. Where that is so already, the first time counts.
    async fn pause_mail(&mut self, at: OffsetDateTime) -> Result<(), StorageError>;

    /// Sends mail again.
    async fn resume_mail(&mut self) -> Result<(), StorageError>;

    /// Drops every pending mail, at `at` and because of `reason`, and returns their number.
    async fn drop_pending_mails(&mut self, at: OffsetDateTime, reason: &str) -> Result<u64, StorageError>;

    /// Deletes up to `limit` mails in this state that were settled at `before` or earlier, and says how many those
    /// were. What another unit of work deletes just now MAY be left out.
    async fn forget_mail(&mut self, state: MailState, before: OffsetDateTime, limit: u32) -> Result<u64, StorageError>;

    /// Deletes up to `limit` refresh tokens that expired at `before` or earlier, used or not, and then up to `limit`
    /// sessions that ended, or whose last token expired, at `before` or earlier, with their tokens; says how many rows
    /// those were. What another unit of work deletes just now MAY be left out.
    async fn forget_sessions(&mut self, before: OffsetDateTime, limit: u32) -> Result<u64, StorageError>;

    /// Ends the sessions of everybody.
    async fn end_all_sessions(&mut self, at: OffsetDateTime) -> Result<(), StorageError>;
}
