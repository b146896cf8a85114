use async_trait::async_trait;
use uuid::Uuid;

use super::{FeedPosition, StorageError};
use crate::history::Event;
use crate::ids::{EventId, PersonId, TicketId};
use crate::ticket::TicketNumber;
use crate::transfer::{WholePerson, WholeTicket};

/// Where the rest of an export begins: after this record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransferPosition {
    /// After this person.
    Person(PersonId),
    /// After this place in the history, among the events that belong to no ticket.
    Event(FeedPosition),
    /// After the ticket of this number.
    Ticket(TicketNumber),
}

/// A part of the events that belong to no ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LooseEvents {
    /// In the order of the history. MAY be empty although more follow.
    pub events: Vec<Event>,
    /// Where the next part begins; `None` at the end.
    pub read_to: Option<FeedPosition>,
}

/// Reads for an export, outside any unit of work: everything there is, without regard to who may see it. The use case decides about
/// that. Each read MUST cost the same wherever in the export it is.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait TransferQueries: Send + Sync {
    /// The position after the record with this id, whichever kind it is of: a person, an event or a ticket.
    async fn position_of(&self, id: Uuid) -> Result<Option<TransferPosition>, StorageError>;

    /// The number that was given last, also to a ticket that is deleted; 0 for none.
    async fn last_number(&self) -> Result<u64, StorageError>;

    /// Up to `limit` people, removed ones included, in order of id.
    async fn whole_people(&self, after: Option<PersonId>, limit: u32) -> Result<Vec<WholePerson>, StorageError>;

    /// The next events of people and of tickets that are not stored any more, in the order of the history.
    async fn loose_events(&self, after: FeedPosition) -> Result<LooseEvents, StorageError>;

    /// Up to `limit` tickets in order of number. Those that change meanwhile MAY come with parts of different moments.
    async fn whole_tickets(&self, after: Option<TicketNumber>, limit: u32) -> Result<Vec<WholeTicket>, StorageError>;
}

/// Stores what an import brings, within a unit of work. The caller has checked all of it, has locked the engineers, and stores only
/// what is not there.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait TransferStore: Send {
    /// Which of these tickets are stored by their id, and which numbers of theirs are stored, each with the ticket that it
    /// belongs to.
    async fn stored_tickets(
        &mut self,
        wanted: &[(TicketId, TicketNumber)],
    ) -> Result<Vec<(TicketId, TicketNumber)>, StorageError>;

    /// Which of these events are stored.
    async fn stored_events(&mut self, ids: &[EventId]) -> Result<Vec<EventId>, StorageError>;

    /// Saves people with their reservations of usernames; a name that is reserved already stays so. They have no open and no
    /// reported tickets yet. MUST fail with [`StorageError::AlreadyExists`] where an id, a username or an address is taken.
    async fn add_people(&mut self, people: &[WholePerson]) -> Result<(), StorageError>;

    /// Saves tickets with all that belongs to them, searched texts included; adds to the loads and counts of their people, and
    /// raises the last number to theirs. Their contents were claimed. MUST fail with [`StorageError::AlreadyExists`] where an id
    /// or a number is taken.
    async fn add_tickets(&mut self, tickets: &[WholeTicket]) -> Result<(), StorageError>;

    /// Saves events, in order. Events that come in this way, or with tickets, MUST come in the feed before all events that the desk
    /// itself recorded: they are older, and readers of the feed must not take them for news.
    async fn add_events(&mut self, events: &[Event]) -> Result<(), StorageError>;

    /// Raises the number that was given last to this one, unless it is higher already.
    async fn raise_last_number(&mut self, last: u64) -> Result<(), StorageError>;

    /// Puts all events that ever came in this way in the order of their times. The events of one ticket or person MUST keep
    /// their order.
    async fn sort_added_events(&mut self) -> Result<(), StorageError>;
}
