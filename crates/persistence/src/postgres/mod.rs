//! What only PostgreSQL needs.

mod backends;
pub(crate) mod open;
mod pool;
pub(crate) mod watchdog;
