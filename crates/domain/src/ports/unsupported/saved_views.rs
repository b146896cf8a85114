use async_trait::async_trait;

use super::super::{SavedViewQueries, SavedViewStore, StorageError};
use super::{Unsupported, unsupported};
use crate::ids::PersonId;
use crate::saved_views::{SavedView, ViewName};

const SAVED_VIEWS: &str = "saved views";

#[async_trait]
impl SavedViewStore for Unsupported {
    async fn names(&mut self, _: PersonId) -> Result<Vec<ViewName>, StorageError> {
        unsupported(SAVED_VIEWS)
    }

    async fn keep(&mut self, _: &SavedView) -> Result<(), StorageError> {
        unsupported(SAVED_VIEWS)
    }

    async fn discard(&mut self, _: PersonId, _: &ViewName) -> Result<(), StorageError> {
        Ok(())
    }

    async fn forget_person(&mut self, _: PersonId) -> Result<(), StorageError> {
        Ok(())
    }
}

#[async_trait]
impl SavedViewQueries for Unsupported {
    async fn list(&self, _: PersonId) -> Result<Vec<SavedView>, StorageError> {
        unsupported(SAVED_VIEWS)
    }
}
