//! What only PostgreSQL needs.

mod backends;
pub(crate) mod index_range_scan;
pub(crate) mod inline_limit;
pub(crate) mod join_person_lateral;
pub(crate) mod open;
mod pool;
mod probe;
pub(crate) mod watchdog;
