//! The outbox, for admins.

mod list;
mod position;
mod retry;

pub(crate) use list::list_mail;
pub(crate) use position::position_of_mail;
pub(crate) use retry::retry_mail;
