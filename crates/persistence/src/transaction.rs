//! The transaction behind a unit of work: on PostgreSQL one of its own, on SQLite a slot in one that others share.

use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use deskhand_domain::ports::StorageError;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use crate::error::storage_error;
use crate::postgres::watchdog::Watchdog;
use crate::sqlite::commit_queue::CommitSlot;

/// Dropped without a commit, it is rolled back before its connection is used again.
#[derive(Debug)]
pub(crate) struct Transaction {
    own: OwnTransaction,
    /// A statement failed, or its caller was dropped before its end. What such a statement did is unknown, so nothing more is
    /// run and nothing is committed: on a full disk SQLite ends the transaction by itself, and would store every later
    /// statement at once; PostgreSQL rolls back at the commit and reports success.
    is_poisoned: AtomicBool,
}

#[derive(Debug)]
pub(crate) enum OwnTransaction {
    Sqlite(CommitSlot),
    Postgres(DatabaseTransaction, Watchdog),
}

impl Transaction {
    pub(crate) const fn new(own: OwnTransaction) -> Self {
        Self { own, is_poisoned: AtomicBool::new(false) }
    }

    /// Returns when everything is durable. Where PostgreSQL is lost meanwhile the outcome is unknown; that is an error.
    pub(crate) async fn commit(self) -> Result<(), StorageError> {
        if self.is_poisoned.into_inner() {
            return Err(storage_error(poisoned()));
        }
        match self.own {
            OwnTransaction::Sqlite(slot) => slot.commit().await,
            OwnTransaction::Postgres(tx, watchdog) => watchdog.guard(tx.commit()).await.map_err(storage_error),
        }
    }

    /// Returns when its locks are free. A PostgreSQL that is lost rolls back by itself when it notices the lost connection; on
    /// SQLite the next slot begins after the rollback.
    pub(crate) async fn roll_back(self) {
        if let OwnTransaction::Postgres(tx, watchdog) = self.own {
            let _rolled_back = watchdog.guard(tx.rollback()).await;
        }
    }

    fn tx(&self) -> &DatabaseTransaction {
        match &self.own {
            OwnTransaction::Sqlite(slot) => slot.tx(),
            OwnTransaction::Postgres(tx, _) => tx,
        }
    }

    /// Runs a statement, unless an earlier one failed.
    async fn guard<T>(&self, statement: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        if self.is_poisoned.swap(true, Ordering::Relaxed) {
            return Err(poisoned());
        }
        let answer = match &self.own {
            OwnTransaction::Sqlite(_) => statement.await?,
            OwnTransaction::Postgres(_, watchdog) => watchdog.guard(statement).await?,
        };
        self.is_poisoned.store(false, Ordering::Relaxed);
        Ok(answer)
    }
}

fn poisoned() -> DbErr {
    DbErr::Custom("transaction aborted: an earlier statement failed".to_owned())
}

#[async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        match self.own {
            OwnTransaction::Sqlite(_) => DbBackend::Sqlite,
            OwnTransaction::Postgres(..) => DbBackend::Postgres,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.guard(self.tx().execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.guard(self.tx().execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.guard(self.tx().query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.guard(self.tx().query_all_raw(statement)).await
    }
}

#[cfg(test)]
mod tests;
