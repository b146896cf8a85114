use async_trait::async_trait;
use uuid::Uuid;

use super::super::{FeedPosition, LooseEvents, StorageError, TransferPosition, TransferQueries, TransferStore};
use super::{Unsupported, unsupported};
use crate::history::Event;
use crate::ids::{EventId, PersonId, TicketId};
use crate::ticket::TicketNumber;
use crate::transfer::{WholePerson, WholeTicket};

const TRANSFER: &str = "export and import";

#[async_trait]
impl TransferQueries for Unsupported {
    async fn position_of(&self, _: Uuid) -> Result<Option<TransferPosition>, StorageError> {
        unsupported(TRANSFER)
    }

    async fn last_number(&self) -> Result<u64, StorageError> {
        unsupported(TRANSFER)
    }

    async fn whole_people(&self, _: Option<PersonId>, _: u32) -> Result<Vec<WholePerson>, StorageError> {
        unsupported(TRANSFER)
    }

    async fn loose_events(&self, _: FeedPosition) -> Result<LooseEvents, StorageError> {
        unsupported(TRANSFER)
    }

    async fn whole_tickets(&self, _: Option<TicketNumber>, _: u32) -> Result<Vec<WholeTicket>, StorageError> {
        unsupported(TRANSFER)
    }
}

#[async_trait]
impl TransferStore for Unsupported {
    async fn stored_tickets(
        &mut self,
        _: &[(TicketId, TicketNumber)],
    ) -> Result<Vec<(TicketId, TicketNumber)>, StorageError> {
        unsupported(TRANSFER)
    }

    async fn stored_events(&mut self, _: &[EventId]) -> Result<Vec<EventId>, StorageError> {
        unsupported(TRANSFER)
    }

    async fn add_people(&mut self, _: &[WholePerson]) -> Result<(), StorageError> {
        unsupported(TRANSFER)
    }

    async fn add_tickets(&mut self, _: &[WholeTicket]) -> Result<(), StorageError> {
        unsupported(TRANSFER)
    }

    async fn add_events(&mut self, _: &[Event]) -> Result<(), StorageError> {
        unsupported(TRANSFER)
    }

    async fn raise_last_number(&mut self, _: u64) -> Result<(), StorageError> {
        unsupported(TRANSFER)
    }

    async fn sort_added_events(&mut self) -> Result<(), StorageError> {
        unsupported(TRANSFER)
    }
}
