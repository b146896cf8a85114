//! Tickets: the aggregate, its states, and the verbs that move it.

mod aggregate;
mod assign;
mod awaiting;
mod closing;
mod converse;
mod edit;
mod follow;
mod mail_origin;
mod message;
mod move_status;
mod number;
mod open;
mod priority;
mod rate;
mod rating;
mod texts;

pub use crate::followers::Followers;
pub use crate::refusal::{NotAssignable, NotFollowable, Refusal};
pub use crate::state_machine::{StatusAction, TicketAction, TicketStatus, transitions};
pub use aggregate::{SeenTicket, Ticket, TicketRecord, TicketRef};
pub use awaiting::Awaiting;
pub use closing::{ClosingDue, ClosingStep};
pub use mail_origin::{MailOrigin, MailProof};
pub use message::{Message, MessageKind};
pub use number::TicketNumber;
pub use open::NewTicket;
pub use priority::Priority;
pub use rating::{Rating, RatingComment, Stars};
pub use texts::{MessageBody, Title};
