//! A person: the record, and the verbs that change it.

mod aggregate;
mod email;
mod hand_over;
mod muting;
mod name;
mod password;
mod profile;
mod record;
mod remove;
mod second_factor;
mod sign_up;
mod status;
mod work;

pub use aggregate::Person;
pub use name::PersonName;
pub use record::{PersonRecord, PersonRef, REMOVED_NAME};
pub use sign_up::NewPerson;
