//! Runs the periodic work: closes resolved tickets, assigns the backlog, deletes expired data and files that no message has.
//!
//! Every instance runs it. The use cases lock what they change, so several instances do not disturb each other.

use deskhand_domain::use_cases::{AutoClosed, Error, Purged, Retention, SweptFiles, Tick, UseCases};
use deskhand_http_core::metrics::Metrics;
use tokio::sync::watch;
use tracing::{Instrument, info_span};

/// Runs the maintenance use cases at a fixed interval.
#[derive(Clone)]
pub struct MaintenanceWorker {
    pub(crate) desk: UseCases,
    pub(crate) metrics: Metrics,
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

    /// Does everything that is due now, as [`MaintenanceTasks::tick`](deskhand_domain::use_cases::MaintenanceTasks::tick) does, and
    /// logs each step: what was done before an error is not lost from the log.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn run_once(&self) -> Result<Tick, Error> {
        let auto_closed = self.desk.maintenance().auto_close().await?;
        log_auto_closed(&auto_closed);
        let assigned = self.desk.maintenance().assign_backlog().await?;
        if assigned > 0 {
            tracing::info!("Assigned {assigned} backlog tickets");
        }
        let purged = self.desk.maintenance().purge_expired(&self.retention).await?;
        log_purged(&purged);
        let files = self.desk.files().sweep().await?;
        log_swept(&files);
        self.metrics.files_stored(self.desk.files().usage().await?);
        Ok(Tick { auto_closed, assigned, purged, files })
    }
}

fn log_auto_closed(result: &AutoClosed) {
    for (ticket, error) in &result.failed {
        tracing::error!(%ticket, %error, "Resolved ticket not closed; trying again at the next run");
    }
    if result.warned + result.closed > 0 {
        tracing::info!(
            warned = result.warned,
            closed = result.closed,
            "Closed resolved tickets or warned their reporters"
        );
    }
}

fn log_swept(files: &SweptFiles) {
    if *files != SweptFiles::default() {
        tracing::info!(
            contents = files.contents,
            unused = files.unused,
            broken_off = files.broken_off,
            "Deleted files that no message has"
        );
    }
}

fn log_purged(purged: &Purged) {
    if *purged != Purged::default() {
        tracing::info!(
            mails = purged.mails,
            sessions = purged.sessions,
            keys = purged.keys,
            links = purged.links,
            security_events = purged.security_events,
            event_tickets = purged.event_tickets,
            drafts = purged.drafts,
            webhook_deliveries = purged.webhook_deliveries,
            "Deleted expired data"
        );
    }
}
