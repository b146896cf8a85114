use std::cmp::Ordering;

use async_trait::async_trait;
use uuid::Uuid;

use super::{HistoryView, PageLimit, StorageError, Total};
use crate::ids::{EventId, PersonId, TicketId};
use crate::people::{PersonRef, Role};
use crate::permissions::{EventSubject, EventVisibility};
use crate::ticket::{Followers, TicketNumber, Title};

/// A place in the feed: at this event. The order is that of the first two; what they count is the store's affair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeedPosition {
    /// Grows in an order that respects commits: no unit of work that is seen later has a smaller one.
    pub work: i64,
    /// The order of appending within a unit of work.
    pub seq: i64,
    /// The event itself.
    pub event: EventId,
}

impl FeedPosition {
    /// Before the first event. Its id is the nil UUID (RFC 9562, section 5.9), which no event has.
    pub const START: Self = Self { work: i64::MIN, seq: i64::MIN, event: EventId::new(Uuid::nil()) };
}

impl Ord for FeedPosition {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.work, self.seq, self.event).cmp(&(other.work, other.seq, other.event))
    }
}

impl PartialOrd for FeedPosition {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A ticket beside an event, as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedTicket {
    /// The number that people say.
    pub number: TicketNumber,
    /// What it is about.
    pub title: Title,
    /// Who opened it.
    pub reporter: PersonId,
    /// Who works on it.
    pub assignee: Option<PersonId>,
    /// Who follows it.
    pub followers: Followers,
}

/// What an event is about, as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedTopic {
    /// A ticket; `None` where it was deleted.
    Ticket(TicketId, Option<FeedTicket>),
    /// A person, removed ones under what is left of their name, with their role.
    Person(PersonRef, Role),
}

/// An event in the feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEvent {
    /// Its position.
    pub position: FeedPosition,
    /// The event with the people in it.
    pub view: HistoryView,
    /// What it is about.
    pub about: FeedTopic,
}

impl FeedEvent {
    /// As readers get it who may not read the rating of the ticket.
    #[must_use]
    pub fn without_rating(self) -> Self {
        Self { view: self.view.without_rating(), ..self }
    }

    /// What permissions ask of it.
    #[must_use]
    pub fn subject(&self) -> EventSubject {
        match &self.about {
            FeedTopic::Ticket(_, Some(ticket)) => {
                let followers = ticket.followers.clone();
                EventSubject::Ticket { reporter: ticket.reporter, assignee: ticket.assignee, followers }
            }
            FeedTopic::Ticket(_, None) => EventSubject::DeletedTicket,
            FeedTopic::Person(person, role) => EventSubject::Person { id: person.id, role: *role },
        }
    }
}

/// A part of the feed, as far as one read looked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedPage {
    /// The events of it that may be seen, oldest first.
    pub events: Vec<FeedEvent>,
    /// The last event that was looked at, whether it may be seen or not: the next page begins after it. Where
    /// there was nothing to look at, where this one began.
    pub read_to: FeedPosition,
    /// Whether there is more to look at already.
    pub has_more: bool,
}

/// Reads of the whole log, outside any unit of work, in one order that never changes.
///
/// An event MUST NOT appear before a position that a reader has passed: one that is committed later comes later, and
/// until it is certain that nothing can come before it, an event is not there yet.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait EventFeed: Send + Sync {
    /// The place of the newest event; [`FeedPosition::START`] where there is none.
    async fn newest(&self) -> Result<FeedPosition, StorageError>;

    /// The place of an event.
    async fn find(&self, event: EventId) -> Result<Option<FeedPosition>, StorageError>;

    /// The page after `after`, with at most `limit` events. It MAY look at a limited number of events only, and so
    /// have fewer than that while there is more: reading on until nothing is left MUST give every event that may be
    /// seen, once.
    async fn read(
        &self,
        sees: EventVisibility,
        after: FeedPosition,
        limit: PageLimit,
    ) -> Result<FeedPage, StorageError>;

    /// How many events may be seen in all. The cost MUST NOT grow with the events that may not be seen, but for events of accounts.
    async fn count(&self, sees: EventVisibility) -> Result<Total, StorageError>;

    /// How many events of this ticket there are. Internal ones count only where `with_internal` says so.
    async fn count_of_ticket(&self, ticket: TicketId, with_internal: bool) -> Result<Total, StorageError>;
}
