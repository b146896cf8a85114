//! The security log, for admins.

mod list;

pub(crate) use list::list_security_events;
