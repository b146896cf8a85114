//! The bytes of files in the database, in chunks. For PostgreSQL, whose instances share nothing else
//! (docs/adr/0036-instances-share-only-the-database.md); on SQLite each chunk holds up the one writer, so files are in a folder there.

mod content;
mod store;
mod writer;
