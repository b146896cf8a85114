//! The tickets of the staff, by views.

mod bulk;
mod choice;
mod query;
mod show;
mod views;

pub(crate) use bulk::change_many;
pub(crate) use show::show_inbox;
