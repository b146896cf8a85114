//! The storage ports over SeaORM. SQLite today; what differs between databases has a file of its own:
//! `sqlite.rs` opens it, `locks.rs` says how rows are held, `storage_error.rs` knows both databases' codes.
//!
//! `connect` gives a [`Database`], which is the domain's `Storage`, `TicketQueries` and `PeopleQueries`.
//! Entities and rows stay inside this crate.

mod connect;
#[expect(unreachable_pub, reason = "SeaORM derives public types, and their fields must match")]
mod entities;
mod locks;
mod migrate;
mod queries;
mod repositories;
mod rows;
mod sqlite;
mod storage_error;
mod unit_of_work;

pub use connect::{Database, DatabaseOptions};
pub use migrate::{MigrationError, MigrationState, SchemaStatus};
pub use sqlite::BadUrl;
