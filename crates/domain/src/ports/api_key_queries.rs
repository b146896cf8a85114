use async_trait::async_trait;
use time::OffsetDateTime;

use super::page::millis;
use super::{Page, PageLimit, StorageError};
use crate::api_keys::ApiKey;
use crate::ids::{ApiKeyId, PersonId};
use crate::people::Person;

/// Where a page of keys begins: after this one. `value` is when it was made, in milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ApiKeyPosition {
    /// When the last key seen was made.
    pub value: i64,
    /// Its id.
    pub id: ApiKeyId,
}

impl ApiKeyPosition {
    /// The position of a key in its list.
    #[must_use]
    pub fn of(key: &ApiKey) -> Self {
        Self { value: millis(key.created_at), id: key.id }
    }
}

/// Reads of API keys, outside any unit of work.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait ApiKeyQueries: Send + Sync {
    /// The key, with its owner as they are now. This is asked at every request that comes with a key. Revoked keys and
    /// removed people MUST NOT be found; digest and expiry are the caller's to judge.
    async fn find(&self, id: ApiKeyId) -> Result<Option<(ApiKey, Person)>, StorageError>;

    /// Which of these keys are good at `now`: neither revoked nor expired, their owner's account in use. In any order.
    async fn still_valid(&self, keys: &[ApiKeyId], now: OffsetDateTime) -> Result<Vec<ApiKeyId>, StorageError>;

    /// One page of the keys of this person that are not revoked, newest first, after `after`, with the total where
    /// `count` says so.
    async fn list(
        &self,
        owner: PersonId,
        after: Option<ApiKeyPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<ApiKey>, StorageError>;
}
