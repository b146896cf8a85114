//! People: who they are, what they may become, and how their account moves.

mod account;
mod account_link;
mod actor;
mod language;
mod look;
mod password;
mod password_form;
mod password_hash;
mod person;
mod phone;
mod role;
mod time_zone;
mod username;
mod username_reservation;

pub use crate::history::By;
pub use crate::mail::{EmailAddress, LinkPurpose};
pub use account::{AccountStatus, Availability, Capacity};
pub use actor::Actor;
pub use language::Language;
pub use look::{Look, Theme};
pub use password::Password;
pub use password_hash::PasswordHash;
pub use person::{NewPerson, Person, PersonName, PersonRecord, PersonRef, REMOVED_NAME};
pub use phone::PhoneNumber;
pub use role::Role;
pub use time_zone::TimeZone;
pub use username::Username;
pub use username_reservation::UsernameReservation;
