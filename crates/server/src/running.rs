//! A started instance, and how it stops.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use anyhow::Context;
use deskhand_domain::use_cases::UseCases;
use deskhand_http_core::streaming::EventHub;
use deskhand_persistence::Database;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout, timeout_at};

use crate::intake_worker::IntakeWorker;
use crate::mail_worker::MailWorker;
use crate::maintenance::MaintenanceWorker;
use crate::webhook_worker::WebhookWorker;

/// How long requests and deliveries in flight may take after a stop signal. Supervisors kill after 30 seconds.
pub(crate) const GRACE_SECONDS: u64 = 20;

/// How long closing the database may take after that.
const DATABASE_CLOSE_TIMEOUT: Duration = Duration::from_secs(3);

/// An instance that serves.
pub struct Running {
    pub(crate) port: u16,
    pub(crate) lmtp_address: Option<SocketAddr>,
    pub(crate) desk: UseCases,
    pub(crate) database: Database,
    pub(crate) worker: MailWorker,
    pub(crate) intake: IntakeWorker,
    pub(crate) webhooks: WebhookWorker,
    pub(crate) maintenance: MaintenanceWorker,
    pub(crate) handle: ServerHandle,
    pub(crate) server: JoinHandle<std::io::Result<()>>,
    /// The background loops by name.
    pub(crate) loops: Vec<(&'static str, JoinHandle<()>)>,
    pub(crate) hub: Arc<EventHub>,
    pub(crate) stop: watch::Sender<bool>,
}

impl Running {
    /// The port that it answers on.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The address on which mail servers deliver, if it is a TCP address.
    #[must_use]
    pub const fn lmtp_address(&self) -> Option<SocketAddr> {
        self.lmtp_address
    }

    /// The use cases behind it.
    #[must_use]
    pub const fn desk(&self) -> &UseCases {
        &self.desk
    }

    /// The worker that sends its mail.
    #[must_use]
    pub const fn mail_worker(&self) -> &MailWorker {
        &self.worker
    }

    /// The worker that understands mail that came in.
    #[must_use]
    pub const fn intake_worker(&self) -> &IntakeWorker {
        &self.intake
    }

    /// The worker that sends events to webhooks.
    #[must_use]
    pub const fn webhook_worker(&self) -> &WebhookWorker {
        &self.webhooks
    }

    /// The worker that runs its periodic work.
    #[must_use]
    pub const fn maintenance(&self) -> &MaintenanceWorker {
        &self.maintenance
    }

    /// Waits until the HTTP server ends without being stopped, which only a fault causes.
    pub(crate) async fn server_ended(&mut self) {
        let _ = (&mut self.server).await;
    }

    /// Stops accepting requests, finishes requests and deliveries in flight, and closes the database. What exceeds its
    /// time limit is aborted; a mail is sent again when its lease expires.
    ///
    /// # Errors
    /// If a background loop panicked, or the database reports an error on closing.
    pub async fn stop(self) -> anyhow::Result<()> {
        // First, because open streams count as requests in flight and never end by themselves.
        self.hub.close();
        // Fails only if all loops have ended already.
        let _ = self.stop.send(true);
        let (_, ended) = tokio::join!(self.handle.stop(true), join_loops(self.loops));
        ended?;
        match timeout(DATABASE_CLOSE_TIMEOUT, self.database.close()).await {
            Ok(closed) => closed.context("the database could not be closed"),
            Err(_) => {
                tracing::warn!("Timed out after {DATABASE_CLOSE_TIMEOUT:?} closing the database; exiting anyway");
                Ok(())
            }
        }
    }
}

/// Waits for each loop, within one time limit for all.
async fn join_loops(loops: Vec<(&'static str, JoinHandle<()>)>) -> anyhow::Result<()> {
    let deadline = Instant::now() + Duration::from_secs(GRACE_SECONDS);
    for (name, mut task) in loops {
        match timeout_at(deadline, &mut task).await {
            Ok(ended) => ended.with_context(|| format!("the {name} failed"))?,
            Err(_) => {
                tracing::warn!("Timed out after {GRACE_SECONDS} s waiting for the {name}; aborting it");
                task.abort();
            }
        }
    }
    Ok(())
}
