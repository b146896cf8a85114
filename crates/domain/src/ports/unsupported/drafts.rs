use async_trait::async_trait;
use time::OffsetDateTime;

use super::super::{DraftQueries, DraftStore, StorageError};
use super::{Unsupported, unsupported};
use crate::drafts::{Draft, DraftPlace};
use crate::ids::PersonId;
use crate::permissions::TicketVisibility;

const DRAFTS: &str = "drafts";

#[async_trait]
impl DraftStore for Unsupported {
    async fn find(&mut self, _: PersonId, _: DraftPlace) -> Result<Option<Draft>, StorageError> {
        unsupported(DRAFTS)
    }

    async fn keep(&mut self, _: &Draft, _: u32) -> Result<(), StorageError> {
        unsupported(DRAFTS)
    }

    async fn discard(&mut self, _: PersonId, _: DraftPlace) -> Result<(), StorageError> {
        Ok(())
    }

    async fn forget_person(&mut self, _: PersonId) -> Result<(), StorageError> {
        Ok(())
    }

    async fn forget_unchanged(&mut self, _: OffsetDateTime, _: u32) -> Result<u64, StorageError> {
        Ok(0)
    }
}

#[async_trait]
impl DraftQueries for Unsupported {
    async fn list(&self, _: TicketVisibility, _: PersonId) -> Result<Vec<Draft>, StorageError> {
        unsupported(DRAFTS)
    }

    async fn find(&self, _: PersonId, _: DraftPlace) -> Result<Option<Draft>, StorageError> {
        unsupported(DRAFTS)
    }
}
