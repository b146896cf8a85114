use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::ids::{PersonId, SessionId};

/// A session: what one sign-in with a password began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The id, which its access tokens carry.
    pub id: SessionId,
    /// The person who signed in.
    pub person: PersonId,
    /// When they signed in.
    pub begun_at: OffsetDateTime,
    /// What their client called itself then.
    pub agent: Option<String>,
    /// When its tokens were last refreshed, or when it began.
    pub last_used_at: OffsetDateTime,
    /// When it ends by itself, unless it is used before.
    pub expires_at: OffsetDateTime,
}

/// Reads of sessions, outside any unit of work.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait SessionQueries: Send + Sync {
    /// A session that has not ended. Whether it is too old is the caller's to judge.
    async fn find(&self, id: SessionId) -> Result<Option<Session>, StorageError>;

    /// Whether any of these people has a session, whether it ended or not. Optional: without it, it is not asked for.
    async fn has_begun(&self, _people: &[PersonId]) -> Result<bool, StorageError> {
        Ok(true)
    }
}
