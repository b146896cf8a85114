//! How a unit of work holds others off; the one place that knows the databases' ways.
//!
//! SQLite: a unit of work begins IMMEDIATE, so it is the only one from its first statement on, and every lock
//! below is already held. PostgreSQL: row locks, and advisory locks for what has no row.

use deskhand_domain::ports::StorageError;
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, EntityTrait, QuerySelect, Select,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

use crate::error::storage_error;

/// What has no single row to lock. The numbers are the keys of PostgreSQL's advisory locks.
#[derive(Clone, Copy)]
pub(crate) enum AdvisoryLock {
    /// The choice of who gets a ticket.
    Assignment = 1,
    /// The first start on an empty database.
    FirstStart = 2,
    /// A change of the schema.
    Schema = 3,
}

pub(crate) async fn begin(writer: &DatabaseConnection) -> Result<DatabaseTransaction, StorageError> {
    // A deferred transaction that reads before it writes fails with "database is locked". PostgreSQL ignores it.
    let mode = Some(SqliteTransactionMode::Immediate);
    let options = TransactionOptions { sqlite_transaction_mode: mode, ..TransactionOptions::default() };
    writer.begin_with_options(options).await.map_err(storage_error)
}

/// Holds off every other unit of work that asks for the same, until this one ends. In its own statement: what is
/// read in the statement that takes the lock predates the lock.
pub(crate) async fn lock_advisory(tx: &impl ConnectionTrait, what: AdvisoryLock) -> Result<(), StorageError> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let lock =
            Statement::from_string(DbBackend::Postgres, format!("SELECT pg_advisory_xact_lock({})", what as i64));
        tx.execute_raw(lock).await.map_err(storage_error)?;
    }
    Ok(())
}

/// Waits for whoever is changing the schema, however long that takes them, and then for nobody: a change that has to
/// wait for a table makes everybody else wait behind it.
pub(crate) async fn lock_schema(tx: &DatabaseTransaction) -> Result<(), StorageError> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let patience = "SET LOCAL lock_timeout = '10min'; SET LOCAL statement_timeout = 0";
        tx.execute_unprepared(patience).await.map_err(storage_error)?;
        lock_advisory(tx, AdvisoryLock::Schema).await?;
        tx.execute_unprepared("SET LOCAL lock_timeout TO DEFAULT").await.map_err(storage_error)?;
    }
    Ok(())
}

/// Locks the selected rows. Not FOR UPDATE: that deadlocks with the foreign-key checks of child rows.
pub(crate) fn locked<E: EntityTrait>(select: Select<E>) -> Select<E> {
    select.lock(LockType::NoKeyUpdate)
}

/// Locks the selected rows that nobody holds, and leaves out the others.
pub(crate) fn skip_locked<E: EntityTrait>(select: Select<E>) -> Select<E> {
    select.lock_with_behavior(LockType::NoKeyUpdate, LockBehavior::SkipLocked)
}
