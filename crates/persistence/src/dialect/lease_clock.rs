//! The clock of mail leases. Several instances share one outbox, and their clocks may differ by more than a lease: then one
//! instance would claim a mail that another is sending.

use deskhand_domain::ports::StorageError;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use time::OffsetDateTime;

use crate::error::storage_error;
use crate::mapping::decode::millis;

/// The clock that decides whether a lease has expired.
///
/// Whether a mail is *due* is always decided by the caller's clock, which also wrote the due time: an instance whose clock is wrong
/// sends its own mail too early or too late, but never one that another is sending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LeaseClock {
    /// The database server's. On SQLite the caller's: there is one machine.
    #[default]
    Database,
    /// The caller's, for tests that move their clock by hand.
    Caller,
}

impl LeaseClock {
    pub(crate) async fn now(self, tx: &impl ConnectionTrait, callers: OffsetDateTime) -> Result<i64, StorageError> {
        if self == Self::Caller || tx.get_database_backend() == DbBackend::Sqlite {
            return Ok(millis(callers));
        }
        // Not now(): that is the start of the transaction.
        let ask = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint";
        let answer = tx.query_one_raw(Statement::from_string(DbBackend::Postgres, ask)).await;
        let row = answer.map_err(storage_error)?;
        let row = row.ok_or_else(|| StorageError::Unavailable("the database returned no time".into()))?;
        row.try_get_by_index(0).map_err(storage_error)
    }
}
