#![deny(missing_docs)]
//! The rules of a help desk.
pub mod assignment;
pub mod history;
mod ids;
mod invalid;
pub mod notification;
pub mod people;
pub mod permissions;
pub mod policy;
pub mod ports;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod text;
pub mod ticket;
pub mod use_cases;

pub use ids::{EventId, MessageId, NoticeId, PersonId, SessionId, TicketId};
pub use invalid::Invalid;
