//! The domain's storage ports over SeaORM, on SQLite and on PostgreSQL.
//!
//! [`Database::connect`] opens a database. It implements `Storage` (units of work, see `repositories/`), the `*Queries` ports and
//! `EventFeed` (see `queries/`). What is different in the two databases is in `sqlite/`, `postgres/` and `dialect/`; their error
//! codes are in `error.rs`. Entities and mapped rows stay inside this crate.

mod blob_store;
mod bulk_load;
mod connections;
mod database;
mod dialect;
#[expect(unreachable_pub, reason = "SeaORM derives public types, and their fields must match")]
mod entities;
mod error;
mod mapping;
mod options;
// Tests of statements that are private to this crate, so they are compiled into it.
#[cfg(test)]
#[path = "../tests/plans/mod.rs"]
mod plans;
mod postgres;
mod presence_board;
mod queries;
mod read_pool;
mod repositories;
mod run;
mod schema;
mod searched_texts;
mod sqlite;
mod stored_followers;
mod transaction;
mod unit_of_work;
mod url;

pub use database::Database;
pub use dialect::lease_clock::LeaseClock;
pub use options::DatabaseOptions;
pub use read_pool::stats::PoolStats;
pub use schema::facts::DeskFact;
pub use schema::migrate::MigrationError;
pub use schema::status::{MigrationState, SchemaStatus};
pub use sqlite::backup_error::BackupError;
pub use sqlite::restore::Restore;
pub use url::{BadUrl, check_url, database_file, missing_file};
