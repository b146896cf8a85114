//! The open connections of a pool that run no statement, and what is known of them without a round trip.

use std::mem;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sea_orm::sqlx::{Connection, Database as Driver};
use tokio::time::timeout;

/// A connection that was idle for longer is pinged before use: the server may have been restarted. Under load no connection is
/// idle for so long, and none is pinged.
pub(crate) const IDLE_LIMIT: Duration = Duration::from_secs(1);

/// How long the answer to a ping may take. It leaves time to open another connection.
pub(crate) const PING_TIMEOUT: Duration = Duration::from_secs(1);

pub(crate) struct IdleConnection<D: Driver> {
    pub(super) connection: D::Connection,
    pub(super) opened: Instant,
    pub(super) last_used: Instant,
}

impl<D: Driver> IdleConnection<D> {
    pub(super) fn new(connection: D::Connection) -> Self {
        Self { connection, opened: Instant::now(), last_used: Instant::now() }
    }

    pub(super) fn needs_ping(&self) -> bool {
        self.last_used.elapsed() > IDLE_LIMIT
    }

    pub(super) fn is_expired(&self, max_lifetime: Option<Duration>) -> bool {
        max_lifetime.is_some_and(|longest| self.opened.elapsed() > longest)
    }

    /// Whether the database answers a ping within `limit`.
    pub(super) async fn is_alive(&mut self, limit: Duration) -> bool {
        matches!(timeout(limit, self.connection.ping()).await, Ok(Ok(())))
    }
}

/// The connection used last is used next: its memory is warm, and the others may grow old.
pub(super) struct IdleList<D: Driver>(Mutex<Vec<IdleConnection<D>>>);

impl<D: Driver> IdleList<D> {
    pub(super) fn new() -> Self {
        Self(Mutex::new(Vec::new()))
    }

    pub(super) fn push(&self, connection: IdleConnection<D>) {
        self.lock().push(connection);
    }

    pub(super) fn pop(&self) -> Option<IdleConnection<D>> {
        self.lock().pop()
    }

    pub(super) fn take_all(&self) -> Vec<IdleConnection<D>> {
        mem::take(&mut *self.lock())
    }

    pub(super) fn len(&self) -> usize {
        self.lock().len()
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Vec<IdleConnection<D>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
