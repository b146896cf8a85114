//! The transaction behind a unit of work: one of its own, or a turn in one that others share.

use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use deskhand_domain::ports::StorageError;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use crate::error::storage_error;
use crate::postgres::watchdog::Watchdog;
use crate::sqlite::slot_transaction::SlotTransaction;
use crate::sqlite::write_batch::Write;

/// Dropped without a commit, it rolls back before its connection is used again, also when a future is dropped half way.
#[derive(Debug)]
pub(crate) enum Transaction {
    AtServer(AtServer),
    Slot(SlotTransaction),
}

/// One of its own, with the line to its server.
#[derive(Debug)]
pub(crate) struct AtServer {
    tx: DatabaseTransaction,
    watchdog: Watchdog,
    /// PostgreSQL undoes everything at the commit after a statement has failed, and calls that a success.
    has_failed: AtomicBool,
}

impl Transaction {
    pub(crate) const fn at_server(tx: DatabaseTransaction, watchdog: Watchdog) -> Self {
        Self::AtServer(AtServer { tx, watchdog, has_failed: AtomicBool::new(false) })
    }

    /// Returns when it is durable. Of a server that falls silent meanwhile nobody knows whether it is; that is an error.
    pub(crate) async fn commit(self) -> Result<(), StorageError> {
        match self {
            Self::AtServer(own) => own.commit().await,
            Self::Slot(own) => own.commit().await,
        }
    }

    /// Writes at some time before the next statement that asks something, or before the commit. What goes wrong may be said
    /// only then.
    pub(crate) async fn write(&self, write: Write) -> Result<(), StorageError> {
        match self {
            Self::AtServer(_) => write.run(self).await,
            Self::Slot(own) => own.write(write).await,
        }
        .map_err(storage_error)
    }

    /// Returns when its locks are gone. Where the server doesn't answer it undoes everything by itself, as soon as it mails
    /// that the connection is lost. Whoever's turn ends here holds up nobody: the next turn begins after it is undone.
    pub(crate) async fn roll_back(self) {
        if let Self::AtServer(AtServer { tx, watchdog, .. }) = self {
            let _undone = watchdog.guard(tx.rollback()).await;
        }
    }
}

impl AtServer {
    async fn commit(self) -> Result<(), StorageError> {
        if self.has_failed.into_inner() {
            return Err(StorageError::Unavailable(
                "a statement has failed, and with it all that was done beside it".into(),
            ));
        }
        self.watchdog.guard(self.tx.commit()).await.map_err(storage_error)
    }

    async fn answered<T>(&self, asked: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        let answer = self.watchdog.guard(asked).await;
        if answer.is_err() {
            self.has_failed.store(true, Ordering::Relaxed);
        }
        answer
    }
}

#[async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        match self {
            Self::AtServer(_) => DbBackend::Postgres,
            Self::Slot(_) => DbBackend::Sqlite,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match self {
            Self::AtServer(own) => own.answered(own.tx.execute_raw(statement)).await,
            Self::Slot(own) => own.execute(statement).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match self {
            Self::AtServer(own) => own.answered(own.tx.execute_unprepared(sql)).await,
            Self::Slot(own) => own.execute_unprepared(sql).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self {
            Self::AtServer(own) => own.answered(own.tx.query_one_raw(statement)).await,
            Self::Slot(own) => own.query_one(statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self {
            Self::AtServer(own) => own.answered(own.tx.query_all_raw(statement)).await,
            Self::Slot(own) => own.query_all(statement).await,
        }
    }
}
