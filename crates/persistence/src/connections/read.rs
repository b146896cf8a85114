//! The connections that only read, as everything here asks through them: of a file, or of a server that may fall silent.

use std::sync::Arc;

use async_trait::async_trait;
use deskhand_domain::ports::StorageError;
use sea_orm::sqlx::Sqlite;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use crate::postgres::open::ServerConnections;
use crate::read_pool::pool::AtHand;
use crate::read_pool::stats::PoolStats;

/// Clones share them.
#[derive(Clone, Debug)]
pub(crate) enum Readers {
    File(Arc<AtHand<Sqlite>>),
    Server(ServerConnections),
}

impl Readers {
    pub(crate) const fn get_database_backend(&self) -> DbBackend {
        match self {
            Self::File(_) => DbBackend::Sqlite,
            Self::Server(_) => DbBackend::Postgres,
        }
    }

    pub(crate) fn in_use(&self) -> PoolStats {
        match self {
            Self::File(file) => PoolStats::of(file.pool(), file.count_resting()),
            Self::Server(server) => server.in_use(),
        }
    }

    pub(crate) async fn close(&self) -> Result<(), StorageError> {
        match self {
            Self::File(file) => file.close().await,
            Self::Server(server) => server.close().await,
        }
        Ok(())
    }
}

#[async_trait]
impl ConnectionTrait for Readers {
    fn get_database_backend(&self) -> DbBackend {
        self.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match self {
            Self::File(file) => file.execute(statement).await,
            Self::Server(server) => server.line().answered(server.at_hand().execute(statement)).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match self {
            Self::File(file) => file.execute_unprepared(sql).await,
            Self::Server(server) => server.line().answered(server.at_hand().execute_unprepared(sql)).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self {
            Self::File(file) => file.query_one(statement).await,
            Self::Server(server) => server.line().answered(server.at_hand().query_one(statement)).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self {
            Self::File(file) => file.query_all(statement).await,
            Self::Server(server) => server.line().answered(server.at_hand().query_all(statement)).await,
        }
    }
}
