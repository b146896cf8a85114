use crate::ids::{PersonId, TicketId};

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// A ticket.
    Ticket(TicketId),
    /// A person.
    Person(PersonId),
}

impl Topic {
    /// The ticket, if it is about one.
    #[must_use]
    pub const fn ticket(&self) -> Option<TicketId> {
        match self {
            Self::Ticket(id) => Some(*id),
            Self::Person(_) => None,
        }
    }
}
