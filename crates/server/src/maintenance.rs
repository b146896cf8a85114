//! Runs the periodic work: closes resolved tickets, assigns the backlog, deletes expired data.
//!
//! Every instance runs it. The use cases lock what they change, so several instances do not disturb each other.

use deskhand_domain::use_cases::{AutoClosed, Error, Purged, Retention, Tick, UseCases};
use tokio::sync::watch;
use tracing::{Instrument, info_span};

/// Runs the maintenance use cases at a fixed interval.
#[derive(Clone)]
pub struct MaintenanceWorker {
    pub(crate) desk: UseCases,
    pub(crate) retention: Retention,
    pub(crate) interval: std::time::Duration,
}

impl MaintenanceWorker {
    /// Runs until `stop` becomes true. A run that is interrupted is rolled back and repeated after the next start.
    pub(crate) async fn run(self, mut stop: watch::Receiver<bool>) {
        tokio::select! {
            () = self.run_forever() => {}
            _ = stop.wait_for(|stop| *stop) => {}
        }
    }

    async fn run_forever(&self) {
        loop {
            let run = self.run_once().instrument(info_span!("maintenance"));
            if let Err(error) = run.await {
                tracing::error!(%error, "Maintenance failed; trying again in {:?}", self.interval);
            }
            tokio::time::sleep(self.interval).await;
        }
    }

    /// Does everything that is due now, and logs what it did.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn run_once(&self) -> Result<Tick, Error> {
        let tick = self.desk.maintenance().tick(&self.retention).await?;
        log_auto_closed(&tick.auto_closed);
        if tick.assigned > 0 {
            tracing::info!("Assigned {} backlog tickets", tick.assigned);
        }
        log_purged(&tick.purged);
        Ok(tick)
    }
}

fn log_auto_closed(result: &AutoClosed) {
    for (ticket, error) in &result.failed {
        tracing::error!(%ticket, %error, "Resolved ticket not closed; trying again at the next run");
    }
    if result.warned + result.closed > 0 {
        tracing::info!(warned = result.warned, closed = result.closed, "Closed or announced to close resolved tickets");
    }
}

fn log_purged(purged: &Purged) {
    if *purged != Purged::default() {
        tracing::info!(
            mails = purged.mails,
            sessions = purged.sessions,
            keys = purged.keys,
            links = purged.links,
            "Deleted expired data"
        );
    }
}
