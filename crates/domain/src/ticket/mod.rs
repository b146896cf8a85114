//! Tickets: the aggregate, its states, and the verbs that move it.

mod action;
mod aggregate;
mod assign;
mod awaiting;
mod closing;
mod converse;
mod edit;
mod message;
mod move_status;
mod number;
mod open;
mod priority;
mod refusal;
mod status;
mod texts;
pub mod transitions;

pub use action::{StatusAction, TicketAction};
pub use aggregate::{Ticket, TicketRecord, TicketRef};
pub use assign::NotAssignable;
pub use awaiting::Awaiting;
pub use closing::{ClosingDue, ClosingStep};
pub use message::{Message, MessageKind};
pub use number::TicketNumber;
pub use open::NewTicket;
pub use priority::Priority;
pub use refusal::Refusal;
pub use status::TicketStatus;
pub use texts::{MessageBody, Title};
