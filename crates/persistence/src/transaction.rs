//! The transaction behind a unit of work: one of its own, or a turn in one that others share.

use std::ops::Deref;

use async_trait::async_trait;
use deskhand_domain::ports::StorageError;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use crate::group_commit::Turn;
use crate::locks;
use crate::storage_error::storage_error;

/// Dropped without a commit, it rolls back before its connection is used again, also when a future is dropped half way.
#[derive(Debug)]
pub(crate) enum Transaction {
    Own(DatabaseTransaction),
    Turn(Turn),
}

impl Transaction {
    /// Returns when it is durable.
    pub(crate) async fn commit(self) -> Result<(), StorageError> {
        match self {
            Self::Own(tx) => {
                locks::ensure_sound(&tx).await?;
                tx.commit().await.map_err(storage_error)
            }
            Self::Turn(turn) => turn.commit().await,
        }
    }
}

impl Deref for Transaction {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        match self {
            Self::Own(tx) => tx,
            Self::Turn(turn) => turn.tx(),
        }
    }
}

#[async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        self.deref().get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.deref().execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.deref().execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.deref().query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.deref().query_all_raw(statement).await
    }
}
