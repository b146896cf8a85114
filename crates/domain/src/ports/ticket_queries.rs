use async_trait::async_trait;
use time::OffsetDateTime;

use super::page::millis;
use super::{Page, PageLimit, SearchText, StorageError};
use crate::assignment::Decision;
use crate::history::Event;
use crate::ids::{EventId, MessageId, PersonId, TicketId};
use crate::people::PersonRef;
use crate::permissions::TicketVisibility;
use crate::text::word_type;
use crate::ticket::{Awaiting, ClosingDue, Message, Priority, Ticket, TicketNumber, TicketStatus};

/// How a caller names a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TicketKey {
    /// By its id.
    Id(TicketId),
    /// By its number.
    Number(TicketNumber),
}

/// Whose tickets; several are joined by "or".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssigneeFilter {
    /// This person's.
    Person(PersonId),
    /// Nobody's.
    Nobody,
}

/// Which tickets of those the caller may see. Empty means any; the fields are joined by "and".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TicketFilter {
    /// In one of these states.
    pub status: Vec<TicketStatus>,
    /// Of one of these priorities.
    pub priority: Vec<Priority>,
    /// Opened by one of these people; `Some` of nothing matches no ticket (no person has that name).
    pub reporter: Option<Vec<PersonId>>,
    /// Worked on by one of these; `Some` of nothing matches no ticket.
    pub assignee: Option<Vec<AssigneeFilter>>,
    /// The title contains this, both in the form of [`search_folded`](crate::text::search_folded).
    pub title: Option<String>,
    /// The description contains this, in the same form.
    pub description: Option<String>,
    /// Each word is contained, in the same form, in the title, the description or a message of the ticket, or is its number.
    /// Notes are searched only where the caller may read them ([`TicketVisibility::notes`]): neither what is found nor how long
    /// it takes may tell of others.
    pub q: Option<SearchText>,
    /// Who has to act next.
    pub awaiting: Option<Awaiting>,
    /// Opened later than this.
    pub created_after: Option<OffsetDateTime>,
    /// Opened earlier than this.
    pub created_before: Option<OffsetDateTime>,
    /// Changed later than this, as far as the reader may know.
    pub updated_after: Option<OffsetDateTime>,
    /// Changed earlier than this, as far as the reader may know.
    pub updated_before: Option<OffsetDateTime>,
}

word_type! {
    /// The orders of a ticket list; ties go by id, in the same direction.
    TicketSort: "one of created_at, -created_at, updated_at, -updated_at, priority, -priority, number" {
        /// Oldest first.
        CreatedAt = "created_at",
        /// Newest first.
        CreatedAtDesc = "-created_at",
        /// Longest unchanged first.
        UpdatedAt = "updated_at",
        /// Last changed first.
        UpdatedAtDesc = "-updated_at",
        /// Most urgent first, then lowest id (oldest).
        Priority = "priority",
        /// Least urgent first, then highest id (newest).
        PriorityDesc = "-priority",
        /// Lowest number first.
        Number = "number",
    }
}

/// Where a page begins: after this row. `value` is what the sort looks at: milliseconds since 1970 for times, else
/// the number of the priority or ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TicketPosition {
    /// The sorted value of the last row seen.
    pub value: i64,
    /// Its id.
    pub id: TicketId,
}

impl TicketPosition {
    /// The position of `ticket` in a list of this order, of the tickets that the reader sees.
    #[must_use]
    pub fn of(ticket: &Ticket, sort: TicketSort, sees: TicketVisibility) -> Self {
        let value = match sort {
            TicketSort::CreatedAt | TicketSort::CreatedAtDesc => millis(ticket.created_at),
            TicketSort::UpdatedAt | TicketSort::UpdatedAtDesc if sees.includes_notes() => millis(ticket.updated_at),
            TicketSort::UpdatedAt | TicketSort::UpdatedAtDesc => millis(ticket.public_updated_at),
            TicketSort::Priority | TicketSort::PriorityDesc => i64::from(ticket.priority.number()),
            TicketSort::Number => i64::try_from(ticket.number.get()).unwrap_or(i64::MAX),
        };
        Self { value, id: ticket.id }
    }
}

/// A ticket with the people on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketView {
    /// The ticket.
    pub ticket: Ticket,
    /// Who opened it.
    pub reporter: PersonRef,
    /// Who works on it.
    pub assignee: Option<PersonRef>,
}

/// A message with its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageView {
    /// The message.
    pub message: Message,
    /// Who wrote it.
    pub author: PersonRef,
}

/// An event with the people in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryView {
    /// The event.
    pub event: Event,
    /// Who did it; `None` for the system.
    pub by: Option<PersonRef>,
    /// Where the event names people ([`EventKind::names_people`](crate::history::EventKind::names_people)): who was there before.
    pub before: Option<PersonRef>,
    /// Who is there now.
    pub after: Option<PersonRef>,
}

impl HistoryView {
    /// As readers get it who may not read the rating of the ticket: where it is about one, that it happened.
    #[must_use]
    pub fn without_rating(mut self) -> Self {
        if self.event.kind.is_about_rating() {
            (self.event.before, self.event.after) = (None, None);
        }
        self
    }
}

/// Reads of tickets, outside any unit of work. Visibility is an argument of every one.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait TicketQueries: Send + Sync {
    /// One ticket, if it exists and may be seen.
    async fn find(&self, sees: TicketVisibility, key: TicketKey) -> Result<Option<TicketView>, StorageError>;

    /// One page of tickets, after `after`, with the total where `count` says so.
    async fn list(
        &self,
        sees: TicketVisibility,
        filter: TicketFilter,
        sort: TicketSort,
        after: Option<TicketPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<TicketView>, StorageError>;

    /// How many tickets there are, counted up to `most`. MUST stop there: what it costs does not grow with the tickets beyond.
    async fn count_up_to(&self, sees: TicketVisibility, filter: TicketFilter, most: u32) -> Result<u32, StorageError>;

    /// One message of a ticket; a note only where `with_notes` says so. The caller has checked that the ticket may be seen.
    async fn message(
        &self,
        ticket: TicketId,
        with_notes: bool,
        id: MessageId,
    ) -> Result<Option<MessageView>, StorageError>;

    /// The conversation of a ticket, oldest first (by time, then id). The caller has checked that the ticket may be
    /// seen, and says whether its notes may.
    async fn messages(
        &self,
        ticket: TicketId,
        with_notes: bool,
        after: Option<MessageId>,
        limit: PageLimit,
    ) -> Result<Page<MessageView>, StorageError>;

    /// The history of a ticket, oldest first (in the order of appending). Internal events only where `with_internal` says so.
    async fn history(
        &self,
        ticket: TicketId,
        with_internal: bool,
        after: Option<EventId>,
        limit: PageLimit,
    ) -> Result<Page<HistoryView>, StorageError>;

    /// The followers of a ticket, by username. The caller has checked that it may be seen.
    async fn followers(&self, ticket: TicketId) -> Result<Vec<PersonRef>, StorageError>;

    /// Whether `person` muted the ticket. The caller has checked that it may be seen.
    async fn is_muted(&self, ticket: TicketId, person: PersonId) -> Result<bool, StorageError>;

    /// Up to `limit` tickets with a step of closing by itself due, in any order. MUST cost what it finds, however many
    /// tickets there are. Not for people: the caller is the sweep, which sees every ticket.
    async fn due_for_closing(&self, due: ClosingDue, limit: u32) -> Result<Vec<TicketId>, StorageError>;

    /// The last decision about who gets the ticket, with all people in it, and when it was made.
    async fn decision(
        &self,
        ticket: TicketId,
    ) -> Result<Option<(Decision, Vec<PersonRef>, OffsetDateTime)>, StorageError>;
}
