use async_trait::async_trait;
use time::OffsetDateTime;

use super::page::millis;
use super::{Page, PageLimit, StorageError};
use crate::ids::{PersonId, SessionId};
use crate::sessions::Session;

/// Where a page of sessions begins: after this one. `value` is when it began, in milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SessionPosition {
    /// When the last session seen began.
    pub value: i64,
    /// Its id.
    pub id: SessionId,
}

impl SessionPosition {
    /// The position of a session in its list.
    #[must_use]
    pub fn of(session: &Session) -> Self {
        Self { value: millis(session.begun_at), id: session.id }
    }
}

/// Reads of sessions, outside any unit of work.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait SessionQueries: Send + Sync {
    /// A session that has not ended. Whether it is too old is the caller's to judge.
    async fn find(&self, id: SessionId) -> Result<Option<Session>, StorageError>;

    /// One page of the sessions of this person that have neither ended nor expired at `now`, newest first, after `after`,
    /// with the total where `count` says so.
    async fn list(
        &self,
        person: PersonId,
        now: OffsetDateTime,
        after: Option<SessionPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<Session>, StorageError>;

    /// Whether any of these people has a session, whether it ended or not. Optional: without it, it is not asked for.
    async fn has_begun(&self, _people: &[PersonId]) -> Result<bool, StorageError> {
        Ok(true)
    }
}
