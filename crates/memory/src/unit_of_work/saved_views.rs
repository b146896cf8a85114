//! Saved views, within a unit of work.

use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::ports::{SavedViewStore, StorageError};
use deskhand_domain::saved_views::{SavedView, ViewName};

use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl SavedViewStore for MemoryUnitOfWork {
    async fn names(&mut self, person: PersonId) -> Result<Vec<ViewName>, StorageError> {
        let theirs = self.read().saved_views.values().filter(|view| view.person == person);
        Ok(theirs.map(|view| view.name.clone()).collect())
    }

    async fn keep(&mut self, view: &SavedView) -> Result<(), StorageError> {
        self.write().saved_views.insert((view.person, view.name.clone()), view.clone());
        Ok(())
    }

    async fn discard(&mut self, person: PersonId, name: &ViewName) -> Result<(), StorageError> {
        self.write().saved_views.remove(&(person, name.clone()));
        Ok(())
    }

    async fn forget_person(&mut self, person: PersonId) -> Result<(), StorageError> {
        self.write().saved_views.retain(|(owner, _), _| *owner != person);
        Ok(())
    }
}
