//! The connections that write, of which every unit of work takes one: to a file, or to a server that may fall silent.

use deskhand_domain::ports::StorageError;
use sea_orm::DatabaseConnection;

use crate::dialect::locks;
use crate::error::storage_error;
use crate::postgres::open::ServerConnections;
use crate::read_pool::stats::PoolStats;
use crate::sqlite::commit_queue::Turns;
use crate::sqlite::slot_transaction::InTurn;
use crate::transaction::Transaction;

/// Clones share them.
#[derive(Clone, Debug)]
pub(crate) enum Writers {
    /// One connection: SQLite has one writer at a time, and waiting for it in a queue is fairer than waiting in its busy loop.
    /// The turns say who writes when, and what is committed together.
    File(DatabaseConnection, Turns),
    Server(ServerConnections),
}

impl Writers {
    /// The pool as it is, for what may take longer than anything that is asked in answer to somebody.
    pub(crate) fn pool(&self) -> DatabaseConnection {
        match self {
            Self::File(pool, _) => pool.clone(),
            Self::Server(server) => server.pool(),
        }
    }

    pub(crate) async fn begin(&self) -> Result<Transaction, StorageError> {
        match self {
            Self::File(_, turns) => Ok(Transaction::InTurn(InTurn::new(turns.next().await?))),
            Self::Server(server) => {
                let tx = server.line().answered(locks::begin(&server.pool())).await?;
                Ok(Transaction::at_server(tx, server.line().clone()))
            }
        }
    }

    pub(crate) fn in_use(&self) -> PoolStats {
        match self {
            Self::File(pool, _) => PoolStats::of(pool.get_sqlite_connection_pool(), 0),
            Self::Server(server) => server.in_use(),
        }
    }

    pub(crate) async fn close(&self) -> Result<(), StorageError> {
        match self {
            Self::File(pool, _) => pool.close_by_ref().await.map_err(storage_error),
            Self::Server(server) => {
                server.close().await;
                Ok(())
            }
        }
    }
}
