//! The open database: one pool that writes, one that reads.

use std::sync::Arc;
use std::time::Duration;

use deskhand_domain::ports::StorageError;
use sea_orm::EntityTrait;

use crate::database_url::DatabaseUrl;
use crate::entities::ticket_number;
use crate::group_commit::Turns;
use crate::lease_clock::LeaseClock;
use crate::readers::Readers;
use crate::storage_error::storage_error;
use crate::writers::Writers;
use crate::{postgres, sqlite};

/// How many connections, and how long to wait for one.
#[derive(Clone, Debug)]
pub struct DatabaseOptions {
    /// Connections for units of work, on PostgreSQL. SQLite has one writer at a time, so there it is always one.
    pub writers: u32,
    /// Connections that only read.
    pub readers: u32,
    /// How long a unit of work or a read waits for its connection before it is told `Busy`.
    pub wait: Duration,
    /// By whose clock a worker has a mail to itself.
    pub lease_clock: LeaseClock,
}

impl Default for DatabaseOptions {
    fn default() -> Self {
        Self { writers: 16, readers: 4, wait: Duration::from_secs(10), lease_clock: LeaseClock::default() }
    }
}

/// An open database. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Database {
    pub(crate) writer: Writers,
    pub(crate) reader: Readers,
    pub(crate) lease_clock: LeaseClock,
}

impl Database {
    /// Opens the database of this URL.
    ///
    /// `sqlite://data/deskhand.db` or `sqlite:///var/lib/deskhand.db`: the file and its directory are created where
    /// they are missing. `postgres://user:password@host/database`: the database must be there. The schema is not
    /// touched, see [`Database::migrate_up`].
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] with [`BadUrl`](crate::BadUrl) as its source for a URL of another kind, with
    /// the technical error where the database can't be opened.
    pub async fn connect(url: &str, options: &DatabaseOptions) -> Result<Self, StorageError> {
        let url = DatabaseUrl::parse(url).map_err(|error| StorageError::Unavailable(Box::new(error)))?;
        let (writer, reader) = match &url {
            // The writer first: it makes the file and sets its journal mode, which readers can't.
            DatabaseUrl::Sqlite(file) => {
                let writer = sqlite::open_writer(file, options).await?;
                let reader = sqlite::open_readers(file, options).await?;
                let turns = Turns::start(writer.clone(), options.wait);
                (Writers::File(writer, turns), Readers::File(Arc::new(reader)))
            }
            DatabaseUrl::Postgres(server) => postgres::open(server, options).await?,
        };
        Ok(Self { writer, reader, lease_clock: options.lease_clock })
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
        self.reader.close().await?;
        self.writer.close().await
    }
}
