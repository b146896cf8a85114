//! SQLite: which file, and with which settings. Measured: one writer and a few readers wait least.

use std::path::Path;

use deskhand_domain::ports::StorageError;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sea_orm::sqlx::{Connection, Error as SqlxError, Sqlite, SqliteConnection, SqlitePool};
use sea_orm::{DatabaseConnection, SqlxSqliteConnector};

use crate::options::DatabaseOptions;
use crate::read_pool::pool::AtHand;
use crate::url::SqliteFile;

/// How long SQLite itself waits for a lock that another process holds.
const BUSY_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(5);

pub(crate) async fn open_writer(file: &SqliteFile, wait: &DatabaseOptions) -> Result<DatabaseConnection, StorageError> {
    create_directory(file)?;
    let options = connect_options(file, wait).create_if_missing(true).journal_mode(SqliteJournalMode::Wal);
    let pool = pool(1, wait).after_release(|connection, _| Box::pin(is_out_of_its_transaction(connection)));
    open(options, pool).await.map(SqlxSqliteConnector::from_sqlx_sqlite_pool)
}

pub(crate) async fn open_readers(file: &SqliteFile, wait: &DatabaseOptions) -> Result<AtHand<Sqlite>, StorageError> {
    open(connect_options(file, wait).read_only(true), pool(wait.readers, wait)).await.map(AtHand::new)
}

/// Connections are kept for good: a file does not go away like a server, and a fresh one starts with a cold cache.
fn pool(connections: u32, wait: &DatabaseOptions) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(wait.wait)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
}

async fn open(options: SqliteConnectOptions, pool: SqlitePoolOptions) -> Result<SqlitePool, StorageError> {
    pool.connect_with(options).await.map_err(|error| StorageError::Unavailable(Box::new(error)))
}

fn create_directory(file: &SqliteFile) -> Result<(), StorageError> {
    match file.path().parent() {
        Some(directory) if directory != Path::new("") => {
            std::fs::create_dir_all(directory).map_err(|error| StorageError::Unavailable(Box::new(error)))
        }
        _ => Ok(()),
    }
}

/// FULL, because what is acknowledged must survive a power failure.
fn connect_options(file: &SqliteFile, wait: &DatabaseOptions) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file.path())
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(wait.wait.min(BUSY_TIMEOUT))
        .pragma("cache_size", "-16000")
        .pragma("temp_store", "memory")
}

/// One that is not is given up for a fresh one. Where there was no room, SQLite undoes the transaction by itself; the
/// driver, whose own rollback is refused then, goes on counting it. The next would begin as a savepoint within: it would not
/// hold off other programs, and a commit might one day make nothing durable.
async fn is_out_of_its_transaction(connection: &mut SqliteConnection) -> Result<bool, SqlxError> {
    // What is to be undone is undone before this is answered.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

#[cfg(test)]
mod tests;
