//! Why a backup or restore failed.

use std::io;
use std::path::{Path, PathBuf};

use deskhand_domain::ports::StorageError;

use crate::url::BadUrl;

/// Why there is no backup, or nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// PostgreSQL has its own tools.
    #[error(
        "this is for SQLite; back PostgreSQL up with pg_dump and restore it with pg_restore, see docs/operations.md"
    )]
    NotSqlite,
    /// The database's URL can't be read.
    #[error(transparent)]
    Url(#[from] BadUrl),
    /// No file is overwritten.
    #[error("{} exists already; name a new file", .0.display())]
    Exists(PathBuf),
    /// The backup is damaged, or is no backup.
    #[error("{} is no sound SQLite database: {reason}", file.display())]
    Unsound {
        /// Which file.
        file: PathBuf,
        /// SQLite's verdict.
        reason: String,
    },
    /// The copy has no tables of a help desk: the URL may name another file.
    #[error("there is no backup, for the database holds no help desk ({0}); is database.url right?")]
    NoDesk(String),
    /// A program has the database open.
    #[error("{} is in use: stop deskhand first", .0.display())]
    InUse(PathBuf),
    /// An error of the file system.
    #[error("{}: {source}", file.display())]
    Io {
        /// Which file.
        file: PathBuf,
        /// Its error.
        source: io::Error,
    },
    /// An error of the database.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

pub(super) fn io_error(file: &Path) -> impl FnOnce(io::Error) -> BackupError {
    move |source| BackupError::Io { file: file.to_owned(), source }
}
