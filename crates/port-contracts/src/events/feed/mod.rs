//! The feed: one order for everybody, from which each reads what the rules let them see.

mod busy_day;
pub(crate) mod concurrency;
mod fixture;
pub(crate) mod order;
pub(crate) mod subjects;
pub(crate) mod visibility;
