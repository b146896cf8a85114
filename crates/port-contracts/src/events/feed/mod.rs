//! The event feed: one order of all events, of which each person reads those that the rules let them see.

mod busy_day;
pub(crate) mod concurrency;
pub(crate) mod counting;
mod fixture;
pub(crate) mod order;
pub(crate) mod subjects;
pub(crate) mod visibility;
