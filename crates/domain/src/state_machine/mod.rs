//! The states of a ticket, the moves between them, and the table that says which move leads where. [`crate::ticket`] has
//! the public paths.

mod action;
mod status;
pub mod transitions;

pub use action::{StatusAction, TicketAction};
pub use status::TicketStatus;
