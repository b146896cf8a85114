//! The connections to a database, as everything here asks through them: to a file, or to a server that may fall silent.

use async_trait::async_trait;
use deskhand_domain::ports::StorageError;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use crate::locks;
use crate::postgres::ServerConnections;
use crate::storage_error::storage_error;
use crate::transaction::Transaction;

/// A pool of connections. Clones share it.
#[derive(Clone, Debug)]
pub(crate) enum Connections {
    File(DatabaseConnection),
    Server(ServerConnections),
}

impl Connections {
    /// The pool as it is, for what may take longer than anything that is asked in answer to somebody.
    pub(crate) fn pool(&self) -> DatabaseConnection {
        match self {
            Self::File(pool) => pool.clone(),
            Self::Server(server) => server.pool(),
        }
    }

    pub(crate) const fn get_database_backend(&self) -> DbBackend {
        match self {
            Self::File(_) => DbBackend::Sqlite,
            Self::Server(_) => DbBackend::Postgres,
        }
    }

    /// A transaction of its own.
    pub(crate) async fn begin(&self) -> Result<Transaction, StorageError> {
        let pool = self.pool();
        match self {
            Self::File(_) => Ok(Transaction::Own(locks::begin(&pool).await?, None)),
            Self::Server(server) => {
                let tx = server.line().answered(locks::begin(&pool)).await?;
                Ok(Transaction::Own(tx, Some(server.line().clone())))
            }
        }
    }

    pub(crate) async fn close(&self) -> Result<(), StorageError> {
        if let Self::Server(server) = self {
            server.line().hang_up().await;
        }
        self.pool().close().await.map_err(storage_error)
    }

    async fn answered<T>(&self, asked: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        match self {
            Self::File(_) => asked.await,
            Self::Server(server) => server.line().answered(asked).await,
        }
    }
}

#[async_trait]
impl ConnectionTrait for Connections {
    fn get_database_backend(&self) -> DbBackend {
        self.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.answered(self.pool().execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.answered(self.pool().execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.answered(self.pool().query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.answered(self.pool().query_all_raw(statement)).await
    }
}
