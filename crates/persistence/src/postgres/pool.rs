//! A pool of connections to a server, which is given up for a fresh one where its connections may be lost.

use std::fmt;
use std::mem;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use sea_orm::sqlx::Error as SqlxError;
use sea_orm::sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sea_orm::{DatabaseConnection, SqlxPostgresConnector};
use tokio::time::timeout;

/// How long the connections of a pool that was given up may take to say good-bye.
const FAREWELL: Duration = Duration::from_secs(5);

pub(crate) struct ServerPool {
    current: RwLock<DatabaseConnection>,
    options: PgPoolOptions,
    server: PgConnectOptions,
}

impl ServerPool {
    pub(super) async fn open(options: PgPoolOptions, server: PgConnectOptions) -> Result<Self, SqlxError> {
        let pool = options.clone().connect_with(server.clone()).await?;
        let current = RwLock::new(SqlxPostgresConnector::from_sqlx_postgres_pool(pool));
        Ok(Self { current, options, server })
    }

    pub(super) fn current(&self) -> DatabaseConnection {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// From now on there are fresh connections. Whoever has an old one keeps it, and it is closed when they put it back.
    pub(super) fn renew(&self) {
        let fresh = self.options.clone().connect_lazy_with(self.server.clone());
        let fresh = SqlxPostgresConnector::from_sqlx_postgres_pool(fresh);
        let old = mem::replace(&mut *self.current.write().unwrap_or_else(PoisonError::into_inner), fresh);
        let old = old.get_postgres_connection_pool().clone();
        // Asking for it closes it at once; only the good-byes are waited for.
        drop(old.close());
        tokio::spawn(async move { timeout(FAREWELL, old.close()).await });
    }
}

impl fmt::Debug for ServerPool {
    /// Without the server: its options hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerPool").field("current", &self.current()).finish_non_exhaustive()
    }
}
