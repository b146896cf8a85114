use super::auto_close::AutoClosed;
use super::purge_expired::{Purged, Retention};
use crate::use_cases::{Error, MaintenanceTasks, SweptFiles};

/// What one round of maintenance did.
#[derive(Debug, Default)]
pub struct Tick {
    /// The reporters warned and the tickets closed.
    pub auto_closed: AutoClosed,
    /// The number of backlog tickets assigned.
    pub assigned: u32,
    /// The rows deleted.
    pub purged: Purged,
    /// The files deleted.
    pub files: SweptFiles,
}

impl MaintenanceTasks<'_> {
    /// Runs every task that is due: closes resolved tickets, assigns the rest of the backlog, deletes expired data. A
    /// service calls it at an interval. Several instances may run it at once.
    ///
    /// # Errors
    /// [`Error::Storage`]; what was done before the error stays done.
    pub async fn tick(self, retention: &Retention) -> Result<Tick, Error> {
        Ok(Tick {
            auto_closed: self.auto_close().await?,
            assigned: self.assign_backlog().await?,
            purged: self.purge_expired(retention).await?,
            files: self.desk.files().sweep().await?,
        })
    }
}
