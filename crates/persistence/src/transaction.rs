//! The transaction behind a unit of work: one of its own, or a turn in one that others share.

use async_trait::async_trait;
use deskhand_domain::ports::StorageError;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use crate::group_commit::Turn;
use crate::locks;
use crate::postgres::Line;
use crate::storage_error::storage_error;

/// Dropped without a commit, it rolls back before its connection is used again, also when a future is dropped half way.
#[derive(Debug)]
pub(crate) enum Transaction {
    /// With the line to its server, if it has one.
    Own(DatabaseTransaction, Option<Line>),
    Turn(Turn),
}

impl Transaction {
    /// Returns when it is durable. Of a server that falls silent meanwhile nobody knows whether it is; that is an error.
    pub(crate) async fn commit(self) -> Result<(), StorageError> {
        match self {
            Self::Own(tx, None) => committed(tx).await.map_err(storage_error),
            Self::Own(tx, Some(line)) => line.answered(committed(tx)).await.map_err(storage_error),
            Self::Turn(turn) => turn.commit().await,
        }
    }

    /// Returns when its locks are gone. Where the server doesn't answer it undoes everything by itself, as soon as it notices
    /// that the connection is lost. Whoever's turn ends here holds up nobody: the next turn begins after it is undone.
    pub(crate) async fn roll_back(self) {
        let _undone = match self {
            Self::Own(tx, None) => tx.rollback().await,
            Self::Own(tx, Some(line)) => line.answered(tx.rollback()).await,
            Self::Turn(_) => Ok(()),
        };
    }

    fn inner(&self) -> &DatabaseTransaction {
        match self {
            Self::Own(tx, _) => tx,
            Self::Turn(turn) => turn.tx(),
        }
    }

    async fn answered<T>(&self, asked: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        match self {
            Self::Own(_, Some(line)) => line.answered(asked).await,
            Self::Own(_, None) | Self::Turn(_) => asked.await,
        }
    }
}

async fn committed(tx: DatabaseTransaction) -> Result<(), DbErr> {
    locks::ensure_sound(&tx).await?;
    tx.commit().await
}

#[async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        self.inner().get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.answered(self.inner().execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.answered(self.inner().execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.answered(self.inner().query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.answered(self.inner().query_all_raw(statement)).await
    }
}
