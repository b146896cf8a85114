//! By whose clock a worker has a mail to itself. Several instances share one outbox, and their own clocks may
//! differ by more than a lease: then one would take away what another is sending just now.

use deskhand_domain::ports::StorageError;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use time::OffsetDateTime;

use crate::error::storage_error;
use crate::mapping::decode::millis;

/// Whose clock says whether a lease has run out.
///
/// Whether a mail is *due* is always asked of the caller's clock, which also wrote when it is due: an instance
/// whose clock is wrong sends its own mail too early or too late, but never what another is sending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LeaseClock {
    /// The database's. On SQLite that is the caller's: there is one machine.
    #[default]
    Database,
    /// The caller's. For tests that move their clock by hand.
    Caller,
}

impl LeaseClock {
    pub(crate) async fn now(self, tx: &impl ConnectionTrait, callers: OffsetDateTime) -> Result<i64, StorageError> {
        if self == Self::Caller || tx.get_database_backend() == DbBackend::Sqlite {
            return Ok(millis(callers));
        }
        // Not now(): that is when the transaction began.
        let ask = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint";
        let answer = tx.query_one_raw(Statement::from_string(DbBackend::Postgres, ask)).await;
        let row = answer.map_err(storage_error)?;
        let row = row.ok_or_else(|| StorageError::Unavailable("the database did not say what time it is".into()))?;
        row.try_get_by_index(0).map_err(storage_error)
    }
}
