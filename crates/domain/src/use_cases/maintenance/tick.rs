use super::auto_close::AutoClosed;
use super::purge_expired::{Purged, Retention};
use crate::use_cases::{Error, MaintenanceTasks};

/// What one round of maintenance did.
#[derive(Debug, Default)]
pub struct Tick {
    /// Reporters warned, and tickets closed.
    pub auto_closed: AutoClosed,
    /// How many backlog tickets were assigned.
    pub assigned: u32,
    /// What was deleted.
    pub purged: Purged,
}

impl MaintenanceTasks<'_> {
    /// Does everything that is due now: closes resolved tickets, assigns the rest of the backlog, deletes what expired. A service
    /// calls it at an interval; several instances may do so at once.
    ///
    /// # Errors
    /// [`Error::Storage`]; what was done before the error stays done.
    pub async fn tick(self, retention: &Retention) -> Result<Tick, Error> {
        Ok(Tick {
            auto_closed: self.auto_close().await?,
            assigned: self.assign_backlog().await?,
            purged: self.purge_expired(retention).await?,
        })
    }
}
