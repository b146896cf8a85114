//! The storage ports over SeaORM, on SQLite and on PostgreSQL. What differs between the two has files of its own:
//! `sqlite.rs` and `postgres.rs` open them, `locks.rs` says how rows are held, `lease_clock.rs` what time it is for
//! several instances, `text_search.rs` how text is found, `storage_error.rs` knows both databases' codes.
//!
//! `connect` gives a [`Database`], which is the domain's `Storage`, `TicketQueries`, `PeopleQueries`, `ReportQueries`,
//! `EventFeed` and `ApiKeyQueries`.
//! Entities and rows stay inside this crate.

mod at_hand;
mod backup;
mod bulk;
mod connect;
mod database_url;
mod each_row;
#[expect(unreachable_pub, reason = "SeaORM derives public types, and their fields must match")]
mod entities;
mod feed_order;
mod group_commit;
mod in_turn;
mod later;
mod lease_clock;
mod locks;
mod mapping;
mod migrate;
mod missing_file;
#[cfg(test)]
mod plans;
mod pool_use;
mod postgres;
mod queries;
mod readers;
mod repositories;
mod search_pieces;
mod sqlite;
mod storage_error;
mod transaction;
mod unit_of_work;
mod wide_awake;
mod writers;

pub use backup::{BackupError, Restore};
pub use bulk::Chapter;
pub use connect::{Database, DatabaseOptions};
pub use database_url::BadUrl;
pub use lease_clock::LeaseClock;
pub use migrate::{MigrationError, MigrationState, SchemaStatus};
pub use missing_file::missing_file;
pub use pool_use::PoolUse;
