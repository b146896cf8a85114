//! SQLite: a unit of work's turn in a transaction that it shares, and what it has still to write.
//!
//! The database works on a thread of its own, and to hand it a statement and to be woken by its answer takes longer than most
//! statements do. So writes whose answers tell nothing go together with the next statement that asks something: opening a ticket
//! is handed over five times, not twelve.

use std::mem;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use deskhand_domain::ports::StorageError;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, ExecResult, QueryResult, Statement};

use crate::error::storage_error;
use crate::sqlite::commit_queue::CommitSlot;
use crate::sqlite::write_batch::{Write, WriteBatch};

#[derive(Debug)]
pub(crate) struct SlotTransaction {
    turn: CommitSlot,
    later: Mutex<WriteBatch>,
    /// A statement has failed, or nobody waited for its end: of writes that go together, some may be done and others not.
    is_torn: AtomicBool,
}

impl SlotTransaction {
    pub(crate) fn new(turn: CommitSlot) -> Self {
        Self { turn, later: Mutex::default(), is_torn: AtomicBool::new(false) }
    }

    fn tx(&self) -> &DatabaseTransaction {
        self.turn.tx()
    }

    pub(crate) async fn commit(self) -> Result<(), StorageError> {
        self.catch_up().await.map_err(storage_error)?;
        if self.is_torn.into_inner() {
            return Err(storage_error(torn()));
        }
        self.turn.commit().await
    }

    pub(crate) async fn write(&self, write: Write) -> Result<(), DbErr> {
        self.later().add(write);
        if self.later().is_full() { self.catch_up().await } else { Ok(()) }
    }

    pub(crate) async fn execute(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.catch_up().await?;
        self.whole(self.tx().execute_raw(statement)).await
    }

    pub(crate) async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.catch_up().await?;
        self.whole(self.tx().execute_unprepared(sql)).await
    }

    pub(crate) async fn query_one(&self, question: Statement) -> Result<Option<QueryResult>, DbErr> {
        let question = self.with_the_rest(question).await?;
        self.whole(self.tx().query_one_raw(question)).await
    }

    pub(crate) async fn query_all(&self, question: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let question = self.with_the_rest(question).await?;
        self.whole(self.tx().query_all_raw(question)).await
    }

    /// What is still to be written, and then the question, where nobody has to count rows in between.
    async fn with_the_rest(&self, question: Statement) -> Result<Statement, DbErr> {
        if self.later().may_miss() {
            self.catch_up().await?;
        }
        Ok(mem::take(&mut *self.later()).and(question))
    }

    /// Writes what is still to be written.
    async fn catch_up(&self) -> Result<(), DbErr> {
        let later = mem::take(&mut *self.later());
        if later.is_empty() {
            return Ok(());
        }
        self.whole(later.together().run(self.tx())).await
    }

    /// After a statement that failed there are no others, as on PostgreSQL: where the disk is full, SQLite has ended the
    /// transaction, and would keep each by itself.
    async fn whole<T>(&self, asked: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        if self.is_torn.swap(true, Ordering::Relaxed) {
            return Err(torn());
        }
        let answer = asked.await?;
        self.is_torn.store(false, Ordering::Relaxed);
        Ok(answer)
    }

    fn later(&self) -> MutexGuard<'_, WriteBatch> {
        self.later.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn torn() -> DbErr {
    DbErr::Custom("of what belongs together not everything was done".to_owned())
}

#[cfg(test)]
mod tests;
