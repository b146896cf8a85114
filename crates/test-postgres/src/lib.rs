//! A throw-away PostgreSQL for tests, with a fresh database for each.
//!
//! `tests/with_postgres.sh` runs the server. Where it did not start this process, this process starts it. A machine
//! where that does not work fails the test: nothing is skipped.
#![expect(clippy::unwrap_used, reason = "what can't be made here fails the test")]

mod fresh_database;
mod own_server;
mod server;
mod template;

pub use fresh_database::FreshDatabase;
pub use own_server::OwnServer;
