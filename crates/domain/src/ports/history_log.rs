use async_trait::async_trait;

use super::StorageError;
use crate::history::Event;
use crate::ids::{PersonId, TicketId};

/// The append-only log of everything that happened. Nothing in it is ever changed.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait HistoryLog: Send {
    /// Appends events, in order.
    async fn append(&mut self, events: &[Event]) -> Result<(), StorageError>;

    /// Everybody who did something with the ticket, without repetition.
    async fn who_acted_on(&mut self, ticket: TicketId) -> Result<Vec<PersonId>, StorageError>;
}
