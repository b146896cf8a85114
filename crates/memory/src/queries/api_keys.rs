//! Reads of API keys.

use async_trait::async_trait;
use deskhand_domain::api_keys::ApiKey;
use deskhand_domain::people::{AccountStatus, Person};
use deskhand_domain::ports::{ApiKeyPosition, ApiKeyQueries, Page, PageLimit, StorageError, Total};
use deskhand_domain::{ApiKeyId, PersonId};
use time::OffsetDateTime;

use crate::MemoryStorage;
use crate::queries::page::{cut, in_direction};

#[async_trait]
impl ApiKeyQueries for MemoryStorage {
    async fn find(&self, id: ApiKeyId) -> Result<Option<(ApiKey, Person)>, StorageError> {
        let state = self.committed();
        let key = state.api_keys.get(&id).filter(|key| key.revoked_at.is_none());
        let owner = key.and_then(|key| state.people.get(&key.owner)).filter(|owner| owner.removed_at.is_none());
        Ok(key.cloned().zip(owner.cloned()))
    }

    async fn still_valid(&self, keys: &[ApiKeyId], now: OffsetDateTime) -> Result<Vec<ApiKeyId>, StorageError> {
        let state = self.committed();
        let is_valid = |id: &ApiKeyId| {
            let key = state.api_keys.get(id).filter(|key| key.is_live(now))?;
            let owner = state.people.get(&key.owner)?;
            Some(owner.removed_at.is_none() && owner.status == AccountStatus::Approved)
        };
        Ok(keys.iter().copied().filter(|id| is_valid(id) == Some(true)).collect())
    }

    async fn list(
        &self,
        owner: PersonId,
        after: Option<ApiKeyPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<ApiKey>, StorageError> {
        let state = self.committed();
        let belongs = |key: &&ApiKey| key.owner == owner && key.revoked_at.is_none();
        let mut keys: Vec<ApiKey> = state.api_keys.values().filter(belongs).cloned().collect();
        let total = count.then(|| Total::of(keys.len() as u64));
        keys.sort_by(|a, b| in_direction(true, &ApiKeyPosition::of(a), &ApiKeyPosition::of(b)));
        keys.retain(|key| after.is_none_or(|last| ApiKeyPosition::of(key) < last));
        Ok(cut(keys, limit, total))
    }
}
