//! `deskhand ticket` and `deskhand watch` with a running desk.

mod no_answers;
mod settings;
mod support;
mod tickets;
mod watching;
