//! Mail that comes in: programs deliver it, staff see what became of it and decide what is held.

mod decide;
mod deliver;
mod deliver_query;
mod list;
mod raw;
mod retry;
mod show;

pub(crate) use decide::decide_incoming_mail;
pub(crate) use deliver::deliver_mail;
pub(crate) use list::list_incoming_mail;
pub(crate) use raw::download_raw_mail;
pub(crate) use retry::retry_incoming_mail;
pub(crate) use show::show_incoming_mail;
