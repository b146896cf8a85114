use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::drafts::{Draft, DraftPlace};
use crate::ids::PersonId;
use crate::permissions::TicketVisibility;

/// Drafts, within a unit of work. Those of a ticket go when it is deleted.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait DraftStore: Send {
    /// The draft that the person has there, if any. The caller has locked the person where it depends on there being none.
    async fn find(&mut self, person: PersonId, place: DraftPlace) -> Result<Option<Draft>, StorageError>;

    /// Keeps a draft in the place of the one that its person has there. Where the person has more than `most` then, the oldest of
    /// the others are deleted.
    async fn keep(&mut self, draft: &Draft, most: u32) -> Result<(), StorageError>;

    /// Deletes the draft that the person has there, if any.
    async fn discard(&mut self, person: PersonId, place: DraftPlace) -> Result<(), StorageError>;

    /// Deletes all drafts of a person.
    async fn forget_person(&mut self, person: PersonId) -> Result<(), StorageError>;

    /// Deletes up to `limit` drafts that were kept last at `saved_by` or earlier, and returns how many.
    async fn forget_unchanged(&mut self, saved_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError>;
}

/// Reads of drafts, outside any unit of work.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait DraftQueries: Send + Sync {
    /// The drafts of a person, last changed first: those for new tickets, and those on tickets that may be seen.
    async fn list(&self, sees: TicketVisibility, person: PersonId) -> Result<Vec<Draft>, StorageError>;

    /// The draft that a person has at this place. The caller has checked that its ticket may be seen.
    async fn find(&self, person: PersonId, place: DraftPlace) -> Result<Option<Draft>, StorageError>;
}
