//! The transaction behind a unit of work: on PostgreSQL one of its own, on SQLite a slot in one that others share.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use deskhand_domain::ports::StorageError;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use crate::error::storage_error;
use crate::postgres::watchdog::Watchdog;
use crate::sqlite::commit_queue::CommitSlot;
use crate::sqlite::write_batch::WriteBatch;

/// Dropped without a commit, it is rolled back before its connection is used again.
#[derive(Debug)]
pub(crate) struct Transaction {
    own: OwnTransaction,
    /// Writes that wait for the next query or the commit; only on SQLite.
    batch: Mutex<WriteBatch>,
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
    pub(crate) fn new(own: OwnTransaction) -> Self {
        Self { own, batch: Mutex::default(), is_poisoned: AtomicBool::new(false) }
    }

    /// Returns when everything is durable. Where PostgreSQL is lost meanwhile the outcome is unknown; that is an error.
    pub(crate) async fn commit(self) -> Result<(), StorageError> {
        self.flush().await.map_err(storage_error)?;
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

    /// Runs a statement that must change this many rows: on PostgreSQL at once, on SQLite with the next query or the commit at
    /// the latest. Its error appears there, and nothing is committed then.
    pub(crate) async fn write(&self, write: Statement, rows: u64) -> Result<(), StorageError> {
        let written = match &self.own {
            OwnTransaction::Postgres(..) => self.run_write(write, rows).await,
            OwnTransaction::Sqlite(_) if self.add_to_batch(write, rows) => self.flush().await,
            OwnTransaction::Sqlite(_) => Ok(()),
        };
        written.map_err(storage_error)
    }

    /// Whether the batch is full now.
    fn add_to_batch(&self, write: Statement, rows: u64) -> bool {
        let mut batch = self.batch();
        batch.add(write, rows);
        batch.is_full()
    }

    async fn flush(&self) -> Result<(), DbErr> {
        let waiting = self.batch().take();
        match waiting {
            Some((writes, rows)) => self.run_write(writes, rows).await,
            None => Ok(()),
        }
    }

    async fn run_write(&self, write: Statement, rows: u64) -> Result<(), DbErr> {
        let changed = self.guard(self.tx().execute_raw(write)).await?.rows_affected();
        if changed != rows {
            self.is_poisoned.store(true, Ordering::Relaxed);
            return Err(DbErr::RecordNotUpdated);
        }
        Ok(())
    }

    fn batch(&self) -> MutexGuard<'_, WriteBatch> {
        self.batch.lock().unwrap_or_else(PoisonError::into_inner)
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
        self.flush().await?;
        self.guard(self.tx().execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.flush().await?;
        self.guard(self.tx().execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.flush().await?;
        self.guard(self.tx().query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.flush().await?;
        self.guard(self.tx().query_all_raw(statement)).await
    }
}

#[cfg(test)]
#[path = "../tests/unit/transaction.rs"]
mod tests;
