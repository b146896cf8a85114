//! The open database. It implements the domain's storage and query ports.

use std::path::Path;

use deskhand_domain::ports::StorageError;
use sea_orm::EntityTrait;

use crate::connections::read::ReadConnections;
use crate::connections::write::WriteConnections;
use crate::dialect::lease_clock::LeaseClock;
use crate::entities::ticket_number;
use crate::error::storage_error;
use crate::options::DatabaseOptions;
use crate::postgres::open as postgres;
use crate::read_pool::stats::PoolStats;
use crate::sqlite::backup_error::BackupError;
use crate::sqlite::commit_queue::CommitQueue;
use crate::sqlite::{backup, fts_optimize, open as sqlite};
use crate::url::DatabaseUrl;

/// An open database. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Database {
    pub(crate) writer: WriteConnections,
    pub(crate) reader: ReadConnections,
    pub(crate) lease_clock: LeaseClock,
}

impl Database {
    /// Opens the database of this URL.
    ///
    /// `sqlite://data/deskhand.db` or `sqlite:///var/lib/deskhand.db`: a missing file and its directory are created.
    /// `postgres://user:password@host/database`: the database must exist. The schema is not touched, see
    /// [`Database::migrate_up`].
    ///
    /// # Errors
    /// [`StorageError::Unavailable`]; its source is [`BadUrl`](crate::BadUrl) for a URL of another kind, and the technical
    /// error where the database can't be opened.
    pub async fn connect(url: &str, options: &DatabaseOptions) -> Result<Self, StorageError> {
        let url = DatabaseUrl::parse(url).map_err(|error| StorageError::Unavailable(Box::new(error)))?;
        let (writer, reader) = match &url {
            DatabaseUrl::Sqlite(file) => {
                // First: it creates the file and sets its journal mode, which readers can't.
                let writer = sqlite::open_writer(file, options).await?;
                let queue = CommitQueue::start(writer.clone(), options.wait);
                let reader = sqlite::open_readers(file, options);
                (WriteConnections::Sqlite(writer, queue), ReadConnections::Sqlite(reader))
            }
            DatabaseUrl::Postgres(server) => {
                let server = postgres::open(server, options).await?;
                (WriteConnections::Postgres(server.clone()), ReadConnections::Postgres(server))
            }
        };
        reader.open_first().await?;
        Ok(Self { writer, reader, lease_clock: options.lease_clock })
    }

    /// Whether the database answers, and has its schema.
    ///
    /// # Errors
    /// [`StorageError`] tells the reason.
    pub async fn ping(&self) -> Result<(), StorageError> {
        // SQLite answers a bare `SELECT 1` without reading the file.
        let counter = ticket_number::Entity::find().one(&self.reader).await.map_err(storage_error)?;
        counter.map(|_| ()).ok_or_else(|| StorageError::Unavailable("the schema is incomplete".into()))
    }

    /// The connections that write, and those that only read. Runs no statement.
    #[must_use]
    pub fn pools(&self) -> (PoolStats, PoolStats) {
        (self.writer.stats(), self.reader.stats())
    }

    /// Copies an SQLite database into a new file, as it is at one moment, while others go on reading and writing.
    ///
    /// # Errors
    /// [`BackupError`]; then there is no file, not even half of one.
    pub async fn backup_to(&self, file: &Path) -> Result<(), BackupError> {
        match &self.reader {
            ReadConnections::Sqlite(pool) => backup::copy(pool, file).await,
            ReadConnections::Postgres(_) => Err(BackupError::NotSqlite),
        }
    }

    /// Merges SQLite's full-text indexes, for use after millions of rows were added. Does nothing on PostgreSQL.
    ///
    /// # Errors
    /// [`StorageError`]; what was merged until then stays merged.
    pub async fn optimize_text_search(&self) -> Result<(), StorageError> {
        match &self.writer {
            WriteConnections::Sqlite(_, queue) => fts_optimize::optimize(queue).await,
            WriteConnections::Postgres(_) => Ok(()),
        }
    }

    /// Closes every connection after its current statement.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] where SQLite can't close its file.
    pub async fn close(self) -> Result<(), StorageError> {
        self.reader.close().await;
        self.writer.close().await
    }
}
