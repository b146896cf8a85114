//! PostgreSQL: two pools, one of which can't write, and limits that the server itself enforces, so that nothing
//! waits forever and a client that vanished holds nothing for long.

use std::sync::Arc;
use std::time::Duration;

use deskhand_domain::ports::StorageError;
use sea_orm::sqlx::pool::PoolConnectionMetadata;
use sea_orm::sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sea_orm::sqlx::{Connection, Error as SqlxError, PgConnection, Postgres};
use sea_orm::{DatabaseConnection, SqlxPostgresConnector};
use tokio::time::timeout;

use crate::connections::read::Readers;
use crate::connections::write::Writers;
use crate::options::DatabaseOptions;
use crate::read_pool::idle_connection::{RESTED, TO_ANSWER};
use crate::read_pool::pool::AtHand;
use crate::read_pool::stats::PoolStats;

use super::backends::Sessions;
use super::pool::ServerPool;
use super::watchdog::Line;

/// A statement that takes longer is a fault. A lock that is not to be had within its limit is "busy", which is tried
/// again; deadlocks are found after one second, before that. The limit is the one of SQLite's writer: in a crowd,
/// whoever gives up early loses their place in the queue for the assignment, and may never get to its front. Nobody
/// thinks for long within a unit of work; one whose client was lost on the way holds its locks no longer than that.
const LIMITS: [(&str, &str); 3] =
    [("statement_timeout", "12s"), ("lock_timeout", "10s"), ("idle_in_transaction_session_timeout", "5s")];

/// How long to wait for a connection at most: a server that is gone must not keep every request waiting.
/// But a crowd that waits for each other's connections needs about as long. A request that finds no server waits once: it
/// ends with the first connection that it does not get, and is answered within three seconds.
const PATIENCE: Duration = Duration::from_millis(2_800);

/// One of two pools, with the line to their server.
#[derive(Clone, Debug)]
pub(crate) struct ServerConnections {
    pool: Arc<ServerPool>,
    line: Line,
}

impl ServerConnections {
    /// To begin transactions on.
    pub(crate) fn pool(&self) -> DatabaseConnection {
        SqlxPostgresConnector::from_sqlx_postgres_pool(self.pool.current().pool().clone())
    }

    /// To ask one question at a time.
    pub(crate) fn at_hand(&self) -> Arc<AtHand<Postgres>> {
        self.pool.current()
    }

    pub(crate) fn in_use(&self) -> PoolStats {
        let current = self.pool.current();
        PoolStats::of(current.pool(), current.count_resting())
    }

    /// Also hangs up, so that the other pool is to be closed next.
    pub(crate) async fn close(&self) {
        self.line.hang_up().await;
        self.pool.current().close().await;
    }

    pub(crate) const fn line(&self) -> &Line {
        &self.line
    }
}

/// Those that write, and those that can't.
pub(crate) async fn open(
    server: &PgConnectOptions,
    options: &DatabaseOptions,
) -> Result<(Writers, Readers), StorageError> {
    let server = server.clone().options(LIMITS).application_name("deskhand");
    let only_reads = server.clone().options([("default_transaction_read_only", "on")]);
    let sessions = Arc::<Sessions>::default();
    let writers = open_pool(server.clone(), options.writers, options, &sessions).await?;
    let readers = open_pool(only_reads, options.readers, options, &sessions).await?;
    let line = Line::watch(server, vec![Arc::clone(&writers), Arc::clone(&readers)], sessions);
    let over = |pool| ServerConnections { pool, line: line.clone() };
    Ok((Writers::Server(over(writers)), Readers::Server(over(readers))))
}

async fn open_pool(
    server: PgConnectOptions,
    connections: u32,
    options: &DatabaseOptions,
    sessions: &Arc<Sessions>,
) -> Result<Arc<ServerPool>, StorageError> {
    let sessions = Arc::clone(sessions);
    let pool = PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(options.wait.min(PATIENCE))
        .test_before_acquire(false)
        .before_acquire(|connection, about| Box::pin(lives(connection, about)))
        .after_connect(move |connection, _| {
            let sessions = Arc::clone(&sessions);
            Box::pin(async move { sessions.note(connection).await })
        });
    match ServerPool::open(pool, server.clone()).await {
        Ok(pool) => Ok(Arc::new(pool)),
        Err(error) => Err(StorageError::Unavailable(Box::new(reason(error, &server).await))),
    }
}

async fn lives(connection: &mut PgConnection, about: PoolConnectionMetadata) -> Result<bool, SqlxError> {
    Ok(about.idle_for < RESTED || matches!(timeout(TO_ANSWER, connection.ping()).await, Ok(Ok(()))))
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
