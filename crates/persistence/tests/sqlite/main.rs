//! What is true of the SQLite adapter beyond the contracts that all adapters share.
#![expect(clippy::unwrap_used, reason = "a helper of a test may fail it")]

#[path = "../support/mod.rs"]
mod support;

mod connecting;
mod corrupt_rows;
mod migrating;
mod units_of_work;
