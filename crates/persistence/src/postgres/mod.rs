//! What only PostgreSQL needs.

mod backends;
pub(crate) mod open;
mod pool;
mod probe;
pub(crate) mod watchdog;
