//! Units of work: all or nothing, and what happens when several run at once.

pub(crate) mod idempotency;
pub(crate) mod races;
pub(crate) mod rollback;
pub(crate) mod round_trips;
pub(crate) mod uniqueness;
pub(crate) mod versions;
