//! What the desk does by itself, again and again: warn of closing, close, forget. Any number of instances may do so.

use deskhand_domain::use_cases::{AutoClosed, Error, Purged, Retention, UseCases};
use tokio::sync::watch;

/// Does what is due by the clock.
#[derive(Clone)]
pub struct MaintenanceWorker {
    pub(crate) desk: UseCases,
    pub(crate) retention: Retention,
    pub(crate) interval: std::time::Duration,
}

impl MaintenanceWorker {
    /// Works until `stop` says so. What is under way then is undone, and the next start does it.
    pub(crate) async fn run(self, mut stop: watch::Receiver<bool>) {
        tokio::select! {
            () = self.run_forever() => {}
            _ = stop.wait_for(|stop| *stop) => {}
        }
    }

    async fn run_forever(&self) {
        loop {
            if let Err(error) = self.run_once().await {
                tracing::error!(%error, "the housekeeping did not get to its end; trying again");
            }
            tokio::time::sleep(self.interval).await;
        }
    }

    /// Does everything that is due now.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn run_once(&self) -> Result<(AutoClosed, Purged), Error> {
        let swept = self.desk.maintenance().auto_close().await?;
        for (ticket, error) in &swept.failed {
            tracing::error!(%ticket, %error, "the ticket could not be closed or warned of; trying again");
        }
        if swept.warned + swept.closed > 0 {
            tracing::info!(warned = swept.warned, closed = swept.closed, "resolved tickets");
        }
        let handed_out = self.desk.maintenance().assign_backlog().await?;
        if handed_out > 0 {
            tracing::info!(tickets = handed_out, "went on handing out what waited");
        }
        let forgotten = self.desk.maintenance().purge_expired(&self.retention).await?;
        if forgotten != Purged::default() {
            tracing::info!(
                mails = forgotten.mails,
                sessions = forgotten.sessions,
                keys = forgotten.keys,
                links = forgotten.links,
                "deleted what was too old"
            );
        }
        Ok((swept, forgotten))
    }
}
