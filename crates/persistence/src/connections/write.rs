//! The connections that write. Every unit of work runs on one.

use deskhand_domain::ports::StorageError;
use sea_orm::DatabaseConnection;

use crate::dialect::locks;
use crate::error::storage_error;
use crate::postgres::open::Server;
use crate::read_pool::stats::PoolStats;
use crate::sqlite::commit_queue::CommitQueue;
use crate::transaction::{OwnTransaction, Transaction};

/// Clones share them.
#[derive(Clone, Debug)]
pub(crate) enum WriteConnections {
    /// One connection: SQLite has one writer at a time. Waiting in the queue is fair; waiting in SQLite's busy loop is not.
    Sqlite(DatabaseConnection, CommitQueue),
    Postgres(Server),
}

impl WriteConnections {
    /// For a transaction that may take longer than any statement: no watchdog ends it.
    pub(crate) fn pool(&self) -> DatabaseConnection {
        match self {
            Self::Sqlite(pool, _) => pool.clone(),
            Self::Postgres(server) => server.write_pool(),
        }
    }

    pub(crate) async fn begin(&self) -> Result<Transaction, StorageError> {
        Ok(Transaction::new(match self {
            Self::Sqlite(_, queue) => OwnTransaction::Sqlite(queue.next().await?),
            Self::Postgres(server) => {
                let tx = server.watchdog().guard(locks::begin(&server.write_pool())).await?;
                OwnTransaction::Postgres(tx, server.watchdog().clone())
            }
        }))
    }

    /// As [`WriteConnections::begin`]; on SQLite before all that wait already.
    pub(crate) async fn begin_ahead(&self) -> Result<Transaction, StorageError> {
        match self {
            Self::Sqlite(_, queue) => Ok(Transaction::new(OwnTransaction::Sqlite(queue.next_ahead().await?))),
            Self::Postgres(_) => self.begin().await,
        }
    }

    pub(crate) fn stats(&self) -> PoolStats {
        match self {
            Self::Sqlite(pool, _) => PoolStats::of(pool.get_sqlite_connection_pool()),
            Self::Postgres(server) => server.write_stats(),
        }
    }

    pub(crate) async fn close(&self) -> Result<(), StorageError> {
        match self {
            Self::Sqlite(pool, _) => pool.close_by_ref().await.map_err(storage_error),
            Self::Postgres(server) => {
                server.close().await;
                Ok(())
            }
        }
    }
}
