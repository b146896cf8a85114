//! The tickets of the staff, by views.

mod query;
mod show;
mod views;

pub(crate) use show::show_inbox;
