#![deny(missing_docs)]
//! The rules of a help desk, and nothing else: who may do what with a ticket, which states it goes through, who gets
//! it, and who gets a mail about it. It has no runtime, database, web framework, clock or random numbers; whatever it needs
//! from outside is a trait in [`ports`].
//!
//! Reading order: [`people`] and [`ticket`] are the things, [`policy`] the values that differ from desk to desk,
//! [`api_keys`] the keys of programs, [`second_factors`] the codes of a sign-in, [`permissions`] says who may, [`assignment`] who gets a ticket, [`notification`] who
//! gets a mail, [`incoming`] what a mail from outside is, [`drafts`] what is not sent yet, [`saved_views`] which lists a person keeps, [`webhooks`] which programs are sent events, [`history`] what is recorded, [`report`] what is counted, [`transfer`] what moves to another desk. [`use_cases`] puts them together, one use case
//! a file.
//!
//! Everything below the use cases is pure, and can be used on its own:
//!
//! ```
//! use deskhand_domain::assignment::{Trigger, decide};
//! use deskhand_domain::people::{AccountStatus, Actor, Role};
//! use deskhand_domain::policy::Workflow;
//! use deskhand_domain::ticket::{MessageBody, NewTicket, Priority, Refusal, StatusAction, Ticket, TicketNumber, Title};
//! use deskhand_domain::time::macros::datetime;
//! use deskhand_domain::uuid::Uuid;
//! use deskhand_domain::{MessageId, PersonId, TicketId};
//!
//! let person = |n, role| Actor { id: PersonId::new(Uuid::from_u128(n)), role, status: AccountStatus::Approved, by_key: false };
//! let (customer, engineer) = (person(1, Role::Customer), person(2, Role::Engineer));
//! let (rules, now) = (Workflow::default(), datetime!(2026-01-05 09:00 UTC));
//! let new = NewTicket {
//!     id: TicketId::new(Uuid::from_u128(3)),
//!     number: TicketNumber::FIRST,
//!     title: Title::parse("I lost my umbrella")?,
//!     description: MessageBody::parse("Green, near the mummies.")?,
//!     priority: Priority::Medium,
//!     reporter: customer.id,
//!     follow_up_of: None,
//!     first_message: MessageId::new(Uuid::from_u128(4)),
//! };
//! let (mut ticket, _request, _facts) = Ticket::open(new, now);
//!
//! // There is no engineer yet, and the decision says so.
//! assert_eq!(decide(&ticket, Trigger::Opened, &[]).why_unassigned().as_str(), "there is no engineer");
//!
//! // The engineer may not resolve the ticket before the customer has an answer.
//! ticket.assign(Some(engineer.id));
//! let refusal = ticket.apply(StatusAction::Resolve, &engineer, &rules, now);
//! assert_eq!(refusal.unwrap_err(), Refusal::ResponseRequired);
//! # Ok::<(), deskhand_domain::Invalid>(())
//! ```
//!
//! The examples run the use cases over the in-memory storage, each in at most 60 lines: `front_desk.rs` opens a ticket,
//! `own_notifier.rs` delivers mail in its own way, `own_repository.rs` puts a decorator around the storage.
//!
//! # What may grow
//! Enums that other code reads and that will get more values are `#[non_exhaustive]`: the errors of the ports, [`Invalid`],
//! [`ticket::NotAssignable`], [`ticket::NotFollowable`], [`history::EventKind`]. Enums that an adapter maps value by value are exhaustive on purpose, so
//! that a new value is a compile error where its mapping is missing: states, roles, [`permissions::Denied`] (printed as a
//! table by a test), [`notification::MailKind`] with a template each, [`ticket::Refusal`] and [`use_cases::Error`] with a problem code each. Records that a storage builds
//! ([`ticket::TicketRecord`], [`people::PersonRecord`]) and rules that an operator sets ([`policy::Workflow`]) are
//! exhaustive for the same reason.

pub mod api_keys;
pub mod assignment;
mod backoff;
pub mod drafts;
pub mod files;
mod followers;
pub mod history;
mod ids;
pub mod incoming;
mod invalid;
mod mail;
pub mod notification;
pub mod people;
pub mod permissions;
pub mod policy;
pub mod ports;
pub mod presence;
pub mod quota;
mod refusal;
pub mod report;
pub mod saved_views;
pub mod second_factors;
mod secrets;
pub mod security;
pub mod sessions;
mod state_machine;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod text;
pub mod ticket;
pub mod transfer;
pub mod use_cases;
pub mod webhooks;

pub use {time, uuid};

pub use ids::{
    ApiKeyId, AttachmentId, DeliveryId, EventId, IncomingMailId, MailId, MailboxReaderId, MessageId, PersonId,
    SecurityEventId, SessionId, TicketId, UploadId, WebhookId,
};
pub use invalid::Invalid;
