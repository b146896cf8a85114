//! The append-only log, within a unit of work.

use std::collections::BTreeSet;

use async_trait::async_trait;
use deskhand_domain::history::Event;
use deskhand_domain::ports::{HistoryLog, StorageError};
use deskhand_domain::{PersonId, TicketId};

use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl HistoryLog for MemoryUnitOfWork {
    async fn append(&mut self, events: &[Event]) -> Result<(), StorageError> {
        self.write().history.extend_from_slice(events);
        Ok(())
    }

    async fn who_acted_on(&mut self, ticket: TicketId) -> Result<Vec<PersonId>, StorageError> {
        let events = self.read().history.iter().filter(|event| event.topic.ticket() == Some(ticket));
        let actors: BTreeSet<_> = events.filter_map(|event| event.by.person()).collect();
        Ok(actors.into_iter().collect())
    }
}
