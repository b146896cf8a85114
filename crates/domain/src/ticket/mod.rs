//! Tickets: the aggregate, its states, and the verbs that move it.

mod action;
mod assign;
mod awaiting;
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
mod ticket;
pub mod transitions;

pub use action::{StatusAction, TicketAction};
pub use assign::NotAssignable;
pub use awaiting::Awaiting;
pub use message::{Message, MessageKind};
pub use number::TicketNumber;
pub use open::NewTicket;
pub use priority::Priority;
pub use refusal::Refusal;
pub use status::TicketStatus;
pub use texts::{MessageBody, Title};
pub use ticket::{Ticket, TicketRecord, TicketRef};
