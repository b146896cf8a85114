//! What only SQLite needs.

pub(crate) mod backup;
pub(crate) mod commit_queue;
pub(crate) mod fts_optimize;
pub(crate) mod open;
