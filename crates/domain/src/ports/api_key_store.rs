use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::api_keys::ApiKey;
use crate::ids::{ApiKeyId, PersonId};

/// API keys, within a unit of work. A key is never deleted, only revoked.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait ApiKeyStore: Send {
    /// Keeps a new key.
    async fn insert(&mut self, key: &ApiKey) -> Result<(), StorageError>;

    /// The key, not locked; revoked ones included.
    async fn find(&mut self, id: ApiKeyId) -> Result<Option<ApiKey>, StorageError>;

    /// How many keys of this person are neither revoked nor expired at `now`.
    async fn count_live(&mut self, owner: PersonId, now: OffsetDateTime) -> Result<u64, StorageError>;

    /// Revokes one key. `false`, and no change, where it was revoked already or does not exist: of several concurrent
    /// calls, one MUST see `true`.
    async fn revoke(&mut self, id: ApiKeyId, at: OffsetDateTime) -> Result<bool, StorageError>;

    /// Revokes all keys of a person, and returns how many it revoked. Of each, the first time counts.
    async fn revoke_all_of(&mut self, owner: PersonId, at: OffsetDateTime) -> Result<u64, StorageError>;

    /// Notes that the key was used. An older note MUST NOT take the place of a newer one.
    async fn note_use(&mut self, id: ApiKeyId, at: OffsetDateTime) -> Result<(), StorageError>;
}
