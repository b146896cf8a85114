use async_trait::async_trait;
use time::OffsetDateTime;

use super::super::{IdempotencyKeys, KeyClaim, KeyedRequest, StorageError};
use super::{Unsupported, unsupported};
use crate::ids::PersonId;

const IDEMPOTENCY_KEYS: &str = "idempotency keys";

#[async_trait]
impl IdempotencyKeys for Unsupported {
    async fn claim(
        &mut self,
        _: &KeyedRequest,
        _: OffsetDateTime,
        _: OffsetDateTime,
    ) -> Result<KeyClaim, StorageError> {
        unsupported(IDEMPOTENCY_KEYS)
    }

    async fn keep_answer(&mut self, _: &KeyedRequest, _: &str, _: Option<PersonId>) -> Result<(), StorageError> {
        unsupported(IDEMPOTENCY_KEYS)
    }

    async fn forget_person(&mut self, _: PersonId) -> Result<(), StorageError> {
        Ok(())
    }

    async fn forget(&mut self, _: OffsetDateTime, _: u32) -> Result<u64, StorageError> {
        Ok(0)
    }
}
