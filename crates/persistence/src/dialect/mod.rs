//! Where the two databases differ in their SQL.

pub(crate) mod event_order;
pub(crate) mod lease_clock;
pub(crate) mod locks;
