//! A connection that is kept, and what is known of it without asking it.

use std::time::{Duration, Instant};

use sea_orm::sqlx::pool::PoolConnection;
use sea_orm::sqlx::{Connection, Database as Driver};
use tokio::time::timeout;

/// A connection that rested for longer is asked whether it still lives: the server may have been restarted. Under load none
/// rests, and nothing is asked.
pub(crate) const RESTED: Duration = Duration::from_secs(1);

/// How long it may take to say so. Then there is time left to open another.
pub(crate) const TO_ANSWER: Duration = Duration::from_secs(1);

/// After this the driver's pool has its turn, which knows how old a connection may become.
pub(super) const LONGEST: Duration = Duration::from_secs(60);

/// One that rests, or did until now.
pub(super) struct Kept<D: Driver> {
    pub(super) connection: PoolConnection<D>,
    pub(super) taken: Instant,
    pub(super) used: Instant,
}

impl<D: Driver> Kept<D> {
    pub(super) fn new(connection: PoolConnection<D>) -> Self {
        Self { connection, taken: Instant::now(), used: Instant::now() }
    }

    pub(super) fn is_fresh(&self) -> bool {
        !self.has_rested() && !self.is_old()
    }

    pub(super) fn has_rested(&self) -> bool {
        self.used.elapsed() > RESTED
    }

    pub(super) fn is_old(&self) -> bool {
        self.taken.elapsed() >= LONGEST
    }

    pub(super) async fn lives(&mut self) -> bool {
        matches!(timeout(TO_ANSWER, self.connection.ping()).await, Ok(Ok(())))
    }
}
