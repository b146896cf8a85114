//! What is true of the SQLite adapter beyond the contracts that all adapters share.

#[path = "../support/mod.rs"]
mod support;

mod connecting;
mod corrupt_rows;
mod migrating;
mod units_of_work;
