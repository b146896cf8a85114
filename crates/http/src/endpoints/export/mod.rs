//! The whole desk, as lines of JSON.

mod tickets;

pub(crate) use tickets::export_tickets;
