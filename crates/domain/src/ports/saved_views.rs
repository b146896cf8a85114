use async_trait::async_trait;

use super::StorageError;
use crate::ids::PersonId;
use crate::saved_views::{SavedView, ViewName};

/// Saved views, within a unit of work.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait SavedViewStore: Send {
    /// The names of a person's views, in any order. The caller has locked the person where the number of views matters.
    async fn names(&mut self, person: PersonId) -> Result<Vec<ViewName>, StorageError>;

    /// Keeps a view in the place of the one of the same person and name.
    async fn keep(&mut self, view: &SavedView) -> Result<(), StorageError>;

    /// Deletes the view of this person and name, if any.
    async fn discard(&mut self, person: PersonId, name: &ViewName) -> Result<(), StorageError>;

    /// Deletes all views of a person.
    async fn forget_person(&mut self, person: PersonId) -> Result<(), StorageError>;
}

/// Reads of saved views, outside any unit of work.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait SavedViewQueries: Send + Sync {
    /// The views of a person, in any order.
    async fn list(&self, person: PersonId) -> Result<Vec<SavedView>, StorageError>;
}
