//! The open database: one pool that writes, one that reads.

use std::sync::Arc;

use deskhand_domain::ports::StorageError;
use sea_orm::EntityTrait;

use crate::connections::read::Readers;
use crate::connections::write::Writers;
use crate::dialect::lease_clock::LeaseClock;
use crate::entities::ticket_number;
use crate::error::storage_error;
use crate::options::DatabaseOptions;
use crate::postgres;
use crate::sqlite::commit_queue::Turns;
use crate::sqlite::open as sqlite;
use crate::url::DatabaseUrl;

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
            DatabaseUrl::Postgres(server) => postgres::open::open(server, options).await?,
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
