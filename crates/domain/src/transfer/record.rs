use std::collections::BTreeSet;

use super::event::check_event;
use super::fault::{Fault, rule};
use super::person::{WholePerson, people_in_event};
use super::ticket::WholeTicket;
use crate::history::Event;
use crate::ids::PersonId;
use crate::ticket::TicketNumber;

/// What an export says of the desk as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeskRecord {
    /// The number of the newest ticket, also of one that was deleted; 0 where there was none.
    pub last_number: u64,
}

/// One record of an export, in the order in which an export has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// The desk.
    Desk(DeskRecord),
    /// A person.
    Person(Box<WholePerson>),
    /// An event of the history that belongs to no ticket that is stored: of a person, or of a ticket that was deleted.
    Event(Box<Event>),
    /// A ticket, with the events of its own.
    Ticket(Box<WholeTicket>),
}

/// The kinds of records that an import counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKind {
    /// People.
    Person,
    /// Tickets.
    Ticket,
    /// Events that belong to no ticket.
    Event,
}

impl Record {
    /// What an import counts it as; `None` for the desk.
    #[must_use]
    pub const fn kind(&self) -> Option<RecordKind> {
        match self {
            Self::Desk(_) => None,
            Self::Person(_) => Some(RecordKind::Person),
            Self::Event(_) => Some(RecordKind::Event),
            Self::Ticket(_) => Some(RecordKind::Ticket),
        }
    }

    /// Checks the record by itself, without what is stored.
    ///
    /// # Errors
    /// [`Fault`] names the rule that is broken.
    pub fn check(&self) -> Result<(), Fault> {
        match self {
            Self::Desk(desk) => rule(desk.last_number <= TicketNumber::MAX, "last_number is too large"),
            Self::Person(whole) => whole.check(),
            Self::Event(event) => check_event(event, event.topic),
            Self::Ticket(whole) => whole.check(),
        }
    }

    /// The people whom it names, beside the one that it is.
    #[must_use]
    pub fn people(&self) -> BTreeSet<PersonId> {
        match self {
            Self::Desk(_) | Self::Person(_) => BTreeSet::new(),
            Self::Event(event) => people_in_event(event),
            Self::Ticket(whole) => whole.people(),
        }
    }
}
