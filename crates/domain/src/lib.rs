#![deny(missing_docs)]
//! The rules of a help desk, and nothing else: who may do what with a ticket, which states it goes through, who gets
//! it, and who is told. No runtime, no database, no web framework, no clock, no random numbers; whatever it needs
//! from the world is a trait in [`ports`].
//!
//! Reading order: [`people`] and [`ticket`] are the things, [`policy`] the values that differ from desk to desk,
//! [`api_keys`] let programs in, [`permissions`] says who may, [`assignment`] who gets it, [`notification`] who is told,
//! [`history`] what is remembered, [`report`] what is counted; [`use_cases`] puts them together, one verb of the help
//! desk a file.
//!
//! Everything down to the use cases is pure, and can be used on its own:
//!
//! ```
//! use deskhand_domain::assignment::{Trigger, decide};
//! use deskhand_domain::people::Actor;
//! use deskhand_domain::policy::Workflow;
//! use deskhand_domain::testing::{TestClock, a_customer, a_ticket, an_engineer};
//! use deskhand_domain::ticket::{Refusal, StatusAction};
//!
//! let (customer, engineer) = (a_customer().build(), an_engineer().build());
//! let rules = Workflow::default();
//!
//! // Nobody works here yet, and the decision says so.
//! let mut ticket = a_ticket().reporter(customer.id).build();
//! assert_eq!(decide(&ticket, Trigger::Opened, &[]).why_nobody(), "there is no engineer");
//!
//! // Assigned, the engineer may not resolve it before the customer has an answer.
//! ticket.assign(Some(engineer.id));
//! let refusal = ticket.apply(StatusAction::Resolve, &Actor::from(&engineer), &rules, TestClock::START);
//! assert_eq!(refusal.unwrap_err(), Refusal::ResponseRequired);
//! ```
//!
//! `examples/front_desk.rs` runs the use cases over the in-memory adapter, in under 60 lines.

pub mod api_keys;
pub mod assignment;
pub mod history;
mod ids;
mod invalid;
mod mail;
pub mod notification;
pub mod people;
pub mod permissions;
pub mod policy;
pub mod ports;
mod refusal;
pub mod report;
mod secrets;
mod state_machine;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod text;
pub mod ticket;
pub mod use_cases;

pub use ids::{ApiKeyId, EventId, MailId, MessageId, PersonId, SessionId, TicketId};
pub use invalid::Invalid;
