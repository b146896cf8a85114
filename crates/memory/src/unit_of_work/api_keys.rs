//! API keys, within a unit of work.

use async_trait::async_trait;
use deskhand_domain::api_keys::ApiKey;
use deskhand_domain::ports::{ApiKeyStore, StorageError, Unique};
use deskhand_domain::{ApiKeyId, PersonId};
use time::OffsetDateTime;

use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl ApiKeyStore for MemoryUnitOfWork {
    async fn insert(&mut self, key: &ApiKey) -> Result<(), StorageError> {
        if self.read().api_keys.contains_key(&key.id) {
            return Err(StorageError::AlreadyExists(Unique::Other));
        }
        self.write().api_keys.insert(key.id, key.clone());
        Ok(())
    }

    async fn find(&mut self, id: ApiKeyId) -> Result<Option<ApiKey>, StorageError> {
        Ok(self.read().api_keys.get(&id).cloned())
    }

    async fn count_live(&mut self, owner: PersonId, now: OffsetDateTime) -> Result<u64, StorageError> {
        let live = self.read().api_keys.values().filter(|key| key.owner == owner && key.is_live(now));
        Ok(live.count() as u64)
    }

    async fn revoke(&mut self, id: ApiKeyId, at: OffsetDateTime) -> Result<bool, StorageError> {
        let key = self.write().api_keys.get_mut(&id).filter(|key| key.revoked_at.is_none());
        Ok(key.map(|key| key.revoked_at = Some(at)).is_some())
    }

    async fn revoke_all_of(&mut self, owner: PersonId, at: OffsetDateTime) -> Result<u64, StorageError> {
        let mut revoked = 0;
        for key in self.write().api_keys.values_mut().filter(|key| key.owner == owner && key.revoked_at.is_none()) {
            key.revoked_at = Some(at);
            revoked += 1;
        }
        Ok(revoked)
    }

    async fn note_use(&mut self, id: ApiKeyId, at: OffsetDateTime) -> Result<(), StorageError> {
        if let Some(key) = self.write().api_keys.get_mut(&id) {
            key.last_used_at = key.last_used_at.max(Some(at));
        }
        Ok(())
    }
}
