//! The outbox, for those who look after the desk.

mod list;
mod retry;

pub(crate) use list::list_mail;
pub(crate) use retry::retry_mail;
