//! What only SQLite needs.

pub(crate) mod backup;
pub(crate) mod backup_error;
pub(crate) mod commit_queue;
pub(crate) mod fts_optimize;
pub(crate) mod open;
mod private_files;
pub(crate) mod restore;
#[cfg(test)]
pub(crate) mod scratch_file;
pub(crate) mod write_batch;
