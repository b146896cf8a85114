//! PostgreSQL: two pools, one of which can't write, and limits that the server itself enforces, so that nothing
//! waits forever and a client that vanished holds nothing for long.

use std::time::Duration;

use deskhand_domain::ports::StorageError;
use sea_orm::sqlx::pool::PoolConnectionMetadata;
use sea_orm::sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sea_orm::sqlx::{Connection, Error as SqlxError, PgConnection};
use sea_orm::{DatabaseConnection, SqlxPostgresConnector};

use crate::connect::DatabaseOptions;

/// A statement that takes longer is a fault. A lock that is not to be had within its limit is "busy", which is tried
/// again; deadlocks are found after one second, before that. The limit is the one of SQLite's writer: in a crowd,
/// whoever gives up early loses their place in the queue for the assignment, and may never get to its front. Nobody
/// thinks for long within a unit of work.
const LIMITS: [(&str, &str); 3] =
    [("statement_timeout", "12s"), ("lock_timeout", "10s"), ("idle_in_transaction_session_timeout", "10s")];

/// How long to wait for a connection at most: a server that is gone must not keep every request waiting.
/// But a crowd that waits for each other's connections needs about as long. A request that finds no server waits once: it
/// ends with the first connection that it does not get, and is answered within three seconds.
const PATIENCE: Duration = Duration::from_millis(2_800);

/// A connection that rested for longer is asked whether it still lives: the server may have been restarted. Under
/// load none rests, and nothing is asked.
const RESTED: Duration = Duration::from_secs(1);

pub(crate) async fn open_writers(
    server: &PgConnectOptions,
    options: &DatabaseOptions,
) -> Result<DatabaseConnection, StorageError> {
    open(server.clone(), options.writers, options).await
}

pub(crate) async fn open_readers(
    server: &PgConnectOptions,
    options: &DatabaseOptions,
) -> Result<DatabaseConnection, StorageError> {
    open(server.clone().options([("default_transaction_read_only", "on")]), options.readers, options).await
}

async fn open(
    server: PgConnectOptions,
    connections: u32,
    options: &DatabaseOptions,
) -> Result<DatabaseConnection, StorageError> {
    let server = server.options(LIMITS).application_name("deskhand");
    let opened = PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(options.wait.min(PATIENCE))
        .test_before_acquire(false)
        .before_acquire(|connection, about| Box::pin(lives(connection, about)))
        .connect_with(server.clone())
        .await;
    match opened {
        Ok(pool) => Ok(SqlxPostgresConnector::from_sqlx_postgres_pool(pool)),
        Err(error) => Err(StorageError::Unavailable(Box::new(reason(error, &server).await))),
    }
}

async fn lives(connection: &mut PgConnection, about: PoolConnectionMetadata) -> Result<bool, SqlxError> {
    Ok(about.idle_for < RESTED || connection.ping().await.is_ok())
}

/// The pool tries again until its time is up, and then only says so. One more try says why.
async fn reason(error: SqlxError, server: &PgConnectOptions) -> SqlxError {
    match error {
        SqlxError::PoolTimedOut => PgConnection::connect_with(server).await.err().unwrap_or(error),
        error => error,
    }
}

#[cfg(test)]
mod tests;
