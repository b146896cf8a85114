//! Notices when the PostgreSQL server can't be reached. A server that hangs, or a cut network, sends nothing at all, and the
//! driver would wait forever; for a server that refuses connections it would try again until its time is up.
//!
//! A slow answer is not a lost server: a report or a lock may take its time. So the deadline is on a ping, which a living
//! server answers at once, over a connection of its own.

use std::mem;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sea_orm::sqlx::postgres::PgConnectOptions;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::sleep;
use tracing::{info, warn};

use super::backends::Backends;
use super::pool::ServerPools;
use super::probe::Probe;
use crate::error::Unreachable;

/// The server would have ended any statement by now, and the wait for a connection would be over: this one connection is lost,
/// although the server answers pings.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(16);

/// Clones share the task. It ends with the last of them.
#[derive(Clone, Debug)]
pub(crate) struct Watchdog(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    is_lost: watch::Receiver<bool>,
    pools: Arc<ServerPools>,
    task: Mutex<Option<(oneshot::Sender<()>, JoinHandle<()>)>>,
}

impl Watchdog {
    pub(super) fn start(server: PgConnectOptions, pools: Arc<ServerPools>, backends: Arc<Backends>) -> Self {
        let (report, is_lost) = watch::channel(false);
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(run(Probe::new(server), Arc::clone(&pools), backends, report, stopped));
        Self(Arc::new(Shared { is_lost, pools, task: Mutex::new(Some((stop, task))) }))
    }

    /// The answer of the server, or [`Unreachable`] as soon as the server is lost. The statement is dropped then, and its
    /// connection is not used again.
    pub(crate) async fn guard<T, E: From<Unreachable>>(
        &self,
        statement: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        let mut is_lost = self.0.is_lost.clone();
        tokio::select! {
            biased;
            Ok(_) = is_lost.wait_for(|is_lost| *is_lost) => Err(Unreachable.into()),
            answer = statement => answer,
            () = sleep(ANSWER_TIMEOUT) => {
                warn!("PostgreSQL did not answer a statement in {} s; replacing all connections", ANSWER_TIMEOUT.as_secs());
                self.0.pools.reset();
                Err(Unreachable.into())
            }
        }
    }

    /// Stops the task and closes its connection.
    pub(crate) async fn shutdown(&self) {
        let task = self.0.task.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((stop, task)) = task {
            // Both fail only if the task ended with its runtime.
            let _ = stop.send(());
            let _ = task.await;
        }
    }
}

async fn run(
    mut probe: Probe,
    pools: Arc<ServerPools>,
    backends: Arc<Backends>,
    report: watch::Sender<bool>,
    mut stopped: oneshot::Receiver<()>,
) {
    let mut lost_backends = Vec::new();
    loop {
        let is_lost = tokio::select! {
            // Also when the last watchdog was dropped.
            _ = &mut stopped => break,
            is_lost = probe.is_lost() => is_lost,
        };
        let was_lost = *report.borrow();
        if is_lost && !was_lost {
            warn!(server = probe.server_name(), "PostgreSQL can't be reached; requests get 503 until it answers");
            // Before the report: then no connection goes back to the old pools.
            pools.reset();
            lost_backends = backends.take();
        } else if was_lost && !is_lost {
            // Before the report: then no new statement waits for their locks.
            probe.terminate(mem::take(&mut lost_backends)).await;
            info!(server = probe.server_name(), "PostgreSQL answers again");
        }
        report.send_if_modified(|reported| mem::replace(reported, is_lost) != is_lost);
    }
    probe.close().await;
}
