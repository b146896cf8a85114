//! Reads of saved views.

use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::ports::{SavedViewQueries, StorageError};
use deskhand_domain::saved_views::SavedView;

use crate::MemoryStorage;

#[async_trait]
impl SavedViewQueries for MemoryStorage {
    async fn list(&self, person: PersonId) -> Result<Vec<SavedView>, StorageError> {
        Ok(self.committed().saved_views.values().filter(|view| view.person == person).cloned().collect())
    }
}
