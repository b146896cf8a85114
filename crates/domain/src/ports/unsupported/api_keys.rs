use async_trait::async_trait;
use time::OffsetDateTime;

use super::super::{ApiKeyPosition, ApiKeyQueries, ApiKeyStore, Page, PageLimit, StorageError};
use super::{Unsupported, unsupported};
use crate::api_keys::ApiKey;
use crate::ids::{ApiKeyId, PersonId};
use crate::people::Person;

const API_KEYS: &str = "API keys";

#[async_trait]
impl ApiKeyStore for Unsupported {
    async fn insert(&mut self, _: &ApiKey) -> Result<(), StorageError> {
        unsupported(API_KEYS)
    }

    async fn find(&mut self, _: ApiKeyId) -> Result<Option<ApiKey>, StorageError> {
        unsupported(API_KEYS)
    }

    async fn count_live(&mut self, _: PersonId, _: OffsetDateTime) -> Result<u64, StorageError> {
        unsupported(API_KEYS)
    }

    async fn revoke(&mut self, _: ApiKeyId, _: OffsetDateTime) -> Result<bool, StorageError> {
        unsupported(API_KEYS)
    }

    async fn revoke_all_of(&mut self, _: PersonId, _: OffsetDateTime) -> Result<u64, StorageError> {
        Ok(0)
    }

    async fn note_use(&mut self, _: ApiKeyId, _: OffsetDateTime) -> Result<(), StorageError> {
        unsupported(API_KEYS)
    }
}

#[async_trait]
impl ApiKeyQueries for Unsupported {
    async fn find(&self, _: ApiKeyId) -> Result<Option<(ApiKey, Person)>, StorageError> {
        unsupported(API_KEYS)
    }

    async fn still_valid(&self, _: &[ApiKeyId], _: OffsetDateTime) -> Result<Vec<ApiKeyId>, StorageError> {
        unsupported(API_KEYS)
    }

    async fn list(
        &self,
        _: PersonId,
        _: Option<ApiKeyPosition>,
        _: PageLimit,
        _: bool,
    ) -> Result<Page<ApiKey>, StorageError> {
        unsupported(API_KEYS)
    }
}
