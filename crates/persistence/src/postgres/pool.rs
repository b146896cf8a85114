//! The two pools of connections to a server: one for units of work, one that can't write. When their connections may be lost,
//! both are replaced.

use std::fmt;
use std::mem;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use deskhand_domain::ports::StorageError;
use sea_orm::sqlx::pool::PoolConnectionMetadata;
use sea_orm::sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sea_orm::sqlx::{Connection, Error as SqlxError, PgConnection, PgPool, Postgres};
use tokio::time::timeout;

use super::backends::Backends;
use crate::options::DatabaseOptions;
use crate::read_pool::idle::{IDLE_LIMIT, PING_TIMEOUT};
use crate::read_pool::pool::{ReadPool, ReadPoolOptions};

/// How long to wait for a connection at most: a request that finds no server is answered within three seconds, while a crowd
/// waits about as long for each other's connections.
const ACQUIRE_TIMEOUT: Duration = Duration::from_millis(2_800);

/// How long the connections of a replaced pool may take to close.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(5);

/// PostgreSQL cancels every statement earlier.
const FINISH_TIMEOUT: Duration = Duration::from_secs(15);

/// As in the driver's pool: a server process grows over time.
const MAX_LIFETIME: Duration = Duration::from_secs(1_800);

pub(super) struct ServerPools {
    server: PgConnectOptions,
    write_options: PgPoolOptions,
    read_options: ReadPoolOptions,
    backends: Arc<Backends>,
    current: RwLock<Pools>,
}

#[derive(Clone, Debug)]
struct Pools {
    write: PgPool,
    read: ReadPool<Postgres>,
}

impl ServerPools {
    /// Opens one connection, so that a wrong URL is an error here.
    pub(super) async fn open(
        server: PgConnectOptions,
        options: &DatabaseOptions,
        backends: Arc<Backends>,
    ) -> Result<Self, StorageError> {
        let acquire_timeout = options.wait.min(ACQUIRE_TIMEOUT);
        let read_options = ReadPoolOptions {
            limit: options.readers,
            acquire_timeout,
            max_lifetime: Some(MAX_LIFETIME),
            finish_timeout: FINISH_TIMEOUT,
        };
        let write_options = write_options(options.writers, acquire_timeout, &backends);
        let write = match write_options.clone().connect_with(server.clone()).await {
            Ok(pool) => pool,
            Err(error) => return Err(StorageError::Unavailable(Box::new(reason(error, &server).await))),
        };
        let read = read_pool(read_options, &server, &backends);
        Ok(Self { server, write_options, read_options, backends, current: RwLock::new(Pools { write, read }) })
    }

    pub(super) fn write(&self) -> PgPool {
        self.current.read().unwrap_or_else(PoisonError::into_inner).write.clone()
    }

    pub(super) fn read(&self) -> ReadPool<Postgres> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).read.clone()
    }

    /// Replaces both pools. Connections in use stay with their users, and are closed afterwards.
    pub(super) fn reset(&self) {
        let write = self.write_options.clone().connect_lazy_with(self.server.clone());
        let fresh = Pools { write, read: read_pool(self.read_options, &self.server, &self.backends) };
        let old = mem::replace(&mut *self.current.write().unwrap_or_else(PoisonError::into_inner), fresh);
        // The first call of `close` already keeps connections from going back to the driver's pool.
        drop(old.write.close());
        tokio::spawn(timeout(DRAIN_TIMEOUT, async move { tokio::join!(old.write.close(), old.read.close()) }));
    }
}

impl fmt::Debug for ServerPools {
    /// Without the server: its options hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerPools").field("current", &self.current).finish_non_exhaustive()
    }
}

fn write_options(limit: u32, acquire_timeout: Duration, backends: &Arc<Backends>) -> PgPoolOptions {
    let backends = Arc::clone(backends);
    PgPoolOptions::new()
        .max_connections(limit)
        .acquire_timeout(acquire_timeout)
        .test_before_acquire(false)
        .before_acquire(|connection, about| Box::pin(is_alive(connection, about)))
        .after_connect(move |connection, _| {
            let backends = Arc::clone(&backends);
            Box::pin(async move { backends.note(connection).await })
        })
}

async fn is_alive(connection: &mut PgConnection, about: PoolConnectionMetadata) -> Result<bool, SqlxError> {
    Ok(about.idle_for < IDLE_LIMIT || matches!(timeout(PING_TIMEOUT, connection.ping()).await, Ok(Ok(()))))
}

fn read_pool(options: ReadPoolOptions, server: &PgConnectOptions, backends: &Arc<Backends>) -> ReadPool<Postgres> {
    let server = server.clone().options([("default_transaction_read_only", "on")]);
    let backends = Arc::clone(backends);
    ReadPool::new(options, move || {
        let (server, backends) = (server.clone(), Arc::clone(&backends));
        async move {
            let mut connection = PgConnection::connect_with(&server).await?;
            backends.note(&mut connection).await?;
            Ok(connection)
        }
    })
}

/// The driver's pool only reports that its time was up. One more try tells the reason.
async fn reason(error: SqlxError, server: &PgConnectOptions) -> SqlxError {
    match error {
        SqlxError::PoolTimedOut => PgConnection::connect_with(server).await.err().unwrap_or(error),
        error => error,
    }
}
