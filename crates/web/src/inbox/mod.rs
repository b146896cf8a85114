//! The tickets of the staff, by views.

mod bulk;
mod choice;
mod counts;
mod query;
mod save_view;
mod saved;
mod show;
mod views;

pub(crate) use bulk::change_many;
pub(crate) use save_view::{delete_view, save_view};
pub(crate) use show::show_inbox;
