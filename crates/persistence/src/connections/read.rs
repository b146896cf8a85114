//! The connections that only read. Every query runs on them.

use async_trait::async_trait;
use deskhand_domain::ports::StorageError;
use sea_orm::sqlx::Sqlite;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use crate::error::storage_error;
use crate::postgres::open::Server;
use crate::read_pool::pool::ReadPool;
use crate::read_pool::stats::PoolStats;

/// Clones share them.
#[derive(Clone, Debug)]
pub(crate) enum ReadConnections {
    Sqlite(ReadPool<Sqlite>),
    Postgres(Server),
}

impl ReadConnections {
    pub(crate) const fn get_database_backend(&self) -> DbBackend {
        match self {
            Self::Sqlite(_) => DbBackend::Sqlite,
            Self::Postgres(_) => DbBackend::Postgres,
        }
    }

    /// Opens one connection.
    pub(crate) async fn open_first(&self) -> Result<(), StorageError> {
        match self {
            Self::Sqlite(pool) => pool.open_first().await,
            Self::Postgres(server) => server.read_pool().open_first().await,
        }
        .map_err(storage_error)
    }

    pub(crate) fn stats(&self) -> PoolStats {
        match self {
            Self::Sqlite(pool) => pool.stats(),
            Self::Postgres(server) => server.read_pool().stats(),
        }
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(server) => server.close().await,
        }
    }
}

#[async_trait]
impl ConnectionTrait for ReadConnections {
    fn get_database_backend(&self) -> DbBackend {
        self.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match self {
            Self::Sqlite(pool) => pool.execute(statement).await,
            Self::Postgres(server) => server.watchdog().guard(server.read_pool().execute(statement)).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match self {
            Self::Sqlite(pool) => pool.execute_unprepared(sql).await,
            Self::Postgres(server) => server.watchdog().guard(server.read_pool().execute_unprepared(sql)).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self {
            Self::Sqlite(pool) => pool.query_one(statement).await,
            Self::Postgres(server) => server.watchdog().guard(server.read_pool().query_one(statement)).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self {
            Self::Sqlite(pool) => pool.query_all(statement).await,
            Self::Postgres(server) => server.watchdog().guard(server.read_pool().query_all(statement)).await,
        }
    }
}
