//! Opens an SQLite file: one connection that writes, and a pool that reads. Measured: with these, statements wait least.

use std::path::Path;
use std::time::Duration;

use deskhand_domain::ports::StorageError;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sea_orm::sqlx::{Connection, Error as SqlxError, Sqlite, SqliteConnection};
use sea_orm::{DatabaseConnection, SqlxSqliteConnector};
use tracing::warn;

use super::private_files::{create_file, create_folder};
use crate::options::DatabaseOptions;
use crate::read_pool::pool::{ReadPool, ReadPoolOptions};

/// How long SQLite itself waits for a lock that another process holds.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Creates the file where it is missing.
pub(crate) async fn open_writer(file: &Path, options: &DatabaseOptions) -> Result<DatabaseConnection, StorageError> {
    create(file).map_err(|error| StorageError::Unavailable(Box::new(error)))?;
    let connect = connect_options(file, options).create_if_missing(true).journal_mode(SqliteJournalMode::Wal);
    // Kept open for good: a file does not restart like a server, and a new connection has a cold cache.
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(options.wait)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .after_release(|connection, _| Box::pin(is_out_of_its_transaction(connection)));
    let pool = pool.connect_with(connect).await.map_err(|error| StorageError::Unavailable(Box::new(error)))?;
    Ok(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool))
}

/// The file must exist. Each connection is opened when it is needed.
pub(crate) fn open_readers(file: &Path, options: &DatabaseOptions) -> ReadPool<Sqlite> {
    let connect = connect_options(file, options).read_only(true);
    // SQLite finishes every statement, however long it takes.
    let finish_timeout = Duration::MAX;
    let options =
        ReadPoolOptions { limit: options.readers, acquire_timeout: options.wait, max_lifetime: None, finish_timeout };
    ReadPool::new(options, move || {
        let connect = connect.clone();
        async move { SqliteConnection::connect_with(&connect).await }
    })
}

/// Creates the file and its folder where they are missing, before SQLite would, which lets others read them.
fn create(file: &Path) -> std::io::Result<()> {
    create_folder(file.parent().unwrap_or(Path::new("")))?;
    create_file(file)
}

/// Synchronous FULL: what is acknowledged must survive a power failure.
fn connect_options(file: &Path, options: &DatabaseOptions) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(options.wait.min(BUSY_TIMEOUT))
        .pragma("cache_size", "-16000")
        .pragma("temp_store", "memory")
}

/// A connection that is still in a transaction is replaced. On a full disk SQLite rolls back by itself and refuses the driver's
/// rollback, and the driver goes on counting the transaction. The next one would begin as a savepoint within it: it would not
/// lock out other programs, and its commit would make nothing durable.
async fn is_out_of_its_transaction(connection: &mut SqliteConnection) -> Result<bool, SqlxError> {
    // A pending rollback is done before the ping is answered.
    connection.ping().await?;
    let is_out = !connection.is_in_transaction();
    if !is_out {
        warn!("Replaced the SQLite write connection: its transaction could not be rolled back, see the error before");
    }
    Ok(is_out)
}

#[cfg(test)]
mod tests;
