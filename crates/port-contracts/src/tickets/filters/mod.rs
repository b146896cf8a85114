//! Every filter of the ticket list, alone and together, against the plain meaning of its words.

mod by_person;
mod by_state;
mod by_text;
mod by_time;
mod case;
pub(crate) mod meaning;
mod tickets;
