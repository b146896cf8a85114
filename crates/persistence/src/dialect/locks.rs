//! Locks of a unit of work. On SQLite it begins IMMEDIATE and is the only one from its first statement on, so every lock below is
//! held already. PostgreSQL has row locks, and advisory locks for what has no row.

use deskhand_domain::ports::StorageError;
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, EntityTrait, QuerySelect, Select,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

use crate::error::storage_error;

/// Locks for what has no single row. The numbers are the keys of PostgreSQL's advisory locks.
#[derive(Clone, Copy)]
pub(crate) enum AdvisoryLock {
    /// The choice of an assignee.
    Assignment = 1,
    /// The first start on an empty database.
    FirstStart = 2,
    /// A change of the schema.
    Schema = 3,
    /// How many webhooks there are.
    Webhooks = 4,
}

pub(crate) async fn begin(writer: &DatabaseConnection) -> Result<DatabaseTransaction, StorageError> {
    // A deferred transaction that reads before it writes fails with "database is locked". PostgreSQL ignores the mode.
    let mode = Some(SqliteTransactionMode::Immediate);
    let options = TransactionOptions { sqlite_transaction_mode: mode, ..TransactionOptions::default() };
    writer.begin_with_options(options).await.map_err(storage_error)
}

/// Waits for the lock and holds it until the transaction ends. In a statement of its own: what a statement reads may be older
/// than a lock that it takes.
pub(crate) async fn lock_advisory(tx: &impl ConnectionTrait, lock: AdvisoryLock) -> Result<(), StorageError> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let sql = format!("SELECT pg_advisory_xact_lock({})", lock as i64);
        tx.execute_raw(Statement::from_string(DbBackend::Postgres, sql)).await.map_err(storage_error)?;
    }
    Ok(())
}

/// Waits up to ten minutes for another migration. After that the usual lock timeout applies: a migration that waits for a table
/// makes every other statement on it wait.
pub(crate) async fn lock_schema(tx: &DatabaseTransaction) -> Result<(), StorageError> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let limits = "SET LOCAL lock_timeout = '10min'; SET LOCAL statement_timeout = 0";
        tx.execute_unprepared(limits).await.map_err(storage_error)?;
        lock_advisory(tx, AdvisoryLock::Schema).await?;
        tx.execute_unprepared("SET LOCAL lock_timeout TO DEFAULT").await.map_err(storage_error)?;
    }
    Ok(())
}

/// Locks the selected rows. Not FOR UPDATE: that deadlocks with the foreign-key checks of child rows.
pub(crate) fn locked<E: EntityTrait>(select: Select<E>) -> Select<E> {
    select.lock(LockType::NoKeyUpdate)
}

/// Locks the selected rows that are not locked, and leaves out the others. A deletion of old rows selects them so: without it, it waits
/// for a row that is being renewed, and PostgreSQL then deletes the renewed one, because the key still fits.
pub(crate) fn skip_locked<E: EntityTrait>(select: Select<E>) -> Select<E> {
    select.lock_with_behavior(LockType::NoKeyUpdate, LockBehavior::SkipLocked)
}
