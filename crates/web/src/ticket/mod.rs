//! One ticket, for everybody who may see it: what it shows follows the permissions.

mod actions;
mod delete;
mod edit;
mod files;
mod followers;
mod letters;
mod mails;
mod merge;
mod page;
mod people;
mod post;
mod presence;
mod print;
mod show;
mod timeline;
mod view;
mod why;

pub(crate) use actions::{assign, move_status, mute, rate, set_priority, take};
pub(crate) use delete::{delete_ticket, show_delete};
pub(crate) use edit::{edit, show_edit};
pub(crate) use files::{open_file, remove_file, show_remove_file};
pub(crate) use followers::change_follower;
pub(crate) use mails::show_mails_of;
pub(crate) use people::engineers;
pub(crate) use post::post_message;
pub(crate) use presence::note_presence;
pub(crate) use show::show_ticket;
pub(crate) use why::show_why;
