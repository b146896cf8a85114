use crate::ids::{MessageId, PersonId};
use crate::invalid::Invalid;
use crate::ticket::TicketNumber;

/// Why a record of an import is refused. Nothing of such a record is stored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// A value is not valid by itself.
    #[error("{0}: {1}")]
    Value(&'static str, Invalid),
    /// Two values contradict each other, or a rule of the desk.
    #[error("{0}")]
    Rule(&'static str),
    /// It names a person who is neither stored nor in an earlier record.
    #[error("there is no person {0}, neither stored nor in a line before")]
    UnknownPerson(PersonId),
    /// Another person has the username.
    #[error("the username {0} belongs to another person")]
    UsernameTaken(String),
    /// Another person has the address.
    #[error("the address belongs to another person")]
    EmailTaken,
    /// The number belongs to another ticket.
    #[error("the number {0} belongs to another ticket")]
    NumberTaken(TicketNumber),
    /// The assignee of an open or blocked ticket is no engineer whose account is in use.
    #[error("the ticket is open or blocked, and its assignee {0} is no approved engineer")]
    AssigneeDoesNotWork(PersonId),
    /// A file belongs to a message that the ticket does not have.
    #[error("a file belongs to the message {0}, which the ticket does not have")]
    UnknownMessage(MessageId),
    /// An id in it, of a message, an event or a file, is stored already with another record.
    #[error("the id of a message, an event or a file belongs to another record")]
    IdTaken,
}

/// Refuses unless `holds`.
pub(super) const fn rule(holds: bool, broken: &'static str) -> Result<(), Fault> {
    if holds { Ok(()) } else { Err(Fault::Rule(broken)) }
}
