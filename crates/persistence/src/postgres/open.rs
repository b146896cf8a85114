//! Opens a PostgreSQL server: two pools of connections with limits that the server itself enforces, and their watchdog.

use std::sync::Arc;

use deskhand_domain::ports::StorageError;
use sea_orm::sqlx::Postgres;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::{DatabaseConnection, SqlxPostgresConnector};

use super::backends::Backends;
use super::pool::ServerPools;
use super::watchdog::Watchdog;
use crate::options::DatabaseOptions;
use crate::read_pool::pool::ReadPool;
use crate::read_pool::stats::PoolStats;

/// A statement that takes longer is a fault. A lock that is not free in time is "busy", and the unit of work is tried again;
/// deadlocks are found after one second, before that. The lock timeout is as long as the wait for SQLite's writer: in a crowd,
/// a unit of work that gives up early goes to the end of the queue for the assignment lock, and may starve. A unit of work
/// whose client is lost holds its locks no longer than the last limit.
const LIMITS: [(&str, &str); 3] =
    [("statement_timeout", "12s"), ("lock_timeout", "10s"), ("idle_in_transaction_session_timeout", "5s")];

/// The connections to a server. Clones share them.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    pools: Arc<ServerPools>,
    watchdog: Watchdog,
}

pub(crate) async fn open(server: &PgConnectOptions, options: &DatabaseOptions) -> Result<Server, StorageError> {
    let server = server.clone().options(LIMITS).application_name("deskhand");
    let backends = Arc::<Backends>::default();
    let pools = Arc::new(ServerPools::open(server.clone(), options, Arc::clone(&backends)).await?);
    let watchdog = Watchdog::start(server, Arc::clone(&pools), backends);
    Ok(Server { pools, watchdog })
}

impl Server {
    /// For transactions.
    pub(crate) fn write_pool(&self) -> DatabaseConnection {
        SqlxPostgresConnector::from_sqlx_postgres_pool(self.pools.write())
    }

    /// For single statements. Its connections can't write.
    pub(crate) fn read_pool(&self) -> ReadPool<Postgres> {
        self.pools.read()
    }

    pub(crate) fn write_stats(&self) -> PoolStats {
        PoolStats::of(&self.pools.write())
    }

    pub(crate) const fn watchdog(&self) -> &Watchdog {
        &self.watchdog
    }

    /// Stops the watchdog first: it would open new pools.
    pub(crate) async fn close(&self) {
        self.watchdog.shutdown().await;
        self.pools.read().close().await;
        self.pools.write().close().await;
    }
}

#[cfg(test)]
mod tests;
