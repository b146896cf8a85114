//! The open database: one pool that writes, one that reads.

use std::time::Duration;

use deskhand_domain::ports::StorageError;
use sea_orm::{DatabaseConnection, EntityTrait};

use crate::entities::ticket_number;
use crate::sqlite::{self, SqliteFile};
use crate::storage_error::storage_error;

/// How many connections, and how long to wait for one.
#[derive(Clone, Debug)]
pub struct DatabaseOptions {
    /// Connections that only read.
    pub readers: u32,
    /// How long a unit of work or a read waits for its connection before it is told `Busy`.
    pub wait: Duration,
}

impl Default for DatabaseOptions {
    fn default() -> Self {
        Self { readers: 4, wait: Duration::from_secs(10) }
    }
}

/// An open database. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Database {
    /// On SQLite this pool has one connection: SQLite has one writer at a time, and waiting for it in a queue is
    /// fairer than waiting in its busy loop.
    pub(crate) writer: DatabaseConnection,
    pub(crate) reader: DatabaseConnection,
}

impl Database {
    /// Opens the database of this URL: `sqlite://data/deskhand.db` or `sqlite:///var/lib/deskhand.db`. The file
    /// and its directory are created where they are missing; the schema is not, see [`Database::migrate_up`].
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] with [`BadUrl`](crate::BadUrl) as its source for a URL of another kind, with
    /// the technical error where the file can't be opened.
    pub async fn connect(url: &str, options: &DatabaseOptions) -> Result<Self, StorageError> {
        let file = SqliteFile::parse(url).map_err(|error| StorageError::Unavailable(Box::new(error)))?;
        // The writer first: it makes the file and sets its journal mode, which readers can't.
        let writer = sqlite::open_writer(&file, options).await?;
        let reader = sqlite::open_readers(&file, options).await?;
        Ok(Self { writer, reader })
    }

    /// Whether the database answers, and has its schema.
    ///
    /// # Errors
    /// [`StorageError`] says why not.
    pub async fn ping(&self) -> Result<(), StorageError> {
        // A bare `SELECT 1` would not even look at the file.
        let counter = ticket_number::Entity::find().one(&self.reader).await.map_err(storage_error)?;
        counter.map(|_| ()).ok_or_else(|| StorageError::Unavailable("the schema is incomplete".into()))
    }

    /// Closes every connection, after what they are doing now.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] where the database does not let go.
    pub async fn close(self) -> Result<(), StorageError> {
        self.reader.close().await.map_err(storage_error)?;
        self.writer.close().await.map_err(storage_error)
    }
}
