//! The storage ports over SeaORM, on SQLite and on PostgreSQL. What differs between the two has files of its own:
//! `sqlite.rs` and `postgres.rs` open them, `locks.rs` says how rows are held, `lease_clock.rs` what time it is for
//! several instances, `text_search.rs` how text is found, `storage_error.rs` knows both databases' codes.
//!
//! `connect` gives a [`Database`], which is the domain's `Storage`, `TicketQueries`, `PeopleQueries`, `ReportQueries`,
//! `EventFeed` and `ApiKeyQueries`.
//! Entities and rows stay inside this crate.

mod bulk_load;
mod connections;
mod database;
mod dialect;
#[expect(unreachable_pub, reason = "SeaORM derives public types, and their fields must match")]
mod entities;
mod error;
mod mapping;
mod options;
#[cfg(test)]
mod plans;
mod postgres;
mod queries;
mod read_pool;
mod repositories;
mod schema;
mod sqlite;
mod transaction;
mod unit_of_work;
mod url;

pub use bulk_load::TicketBundle;
pub use database::Database;
pub use dialect::lease_clock::LeaseClock;
pub use options::DatabaseOptions;
pub use read_pool::stats::PoolStats;
pub use schema::migrate::{MigrationError, MigrationState, SchemaStatus};
pub use sqlite::backup::{BackupError, Restore};
pub use url::{BadUrl, missing_file};
