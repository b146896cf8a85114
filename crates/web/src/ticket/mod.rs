//! One ticket, for everybody who may see it: what it shows follows the permissions.

mod actions;
mod files;
mod people;
mod post;
mod show;
mod timeline;
mod view;

pub(crate) use actions::{assign, move_status, mute, rate, set_priority, take};
pub(crate) use files::open_file;
pub(crate) use post::post_message;
pub(crate) use show::show_ticket;
