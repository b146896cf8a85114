//! A pool of connections to a server, which is given up for a fresh one where its connections may be lost.

use std::fmt;
use std::mem;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use sea_orm::sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sea_orm::sqlx::{Error as SqlxError, Postgres};
use tokio::time::timeout;

use crate::read_pool::pool::AtHand;

/// How long the connections of a pool that was given up may take to say good-bye.
const FAREWELL: Duration = Duration::from_secs(5);

pub(crate) struct ServerPool {
    current: RwLock<Arc<AtHand<Postgres>>>,
    options: PgPoolOptions,
    server: PgConnectOptions,
}

impl ServerPool {
    pub(super) async fn open(options: PgPoolOptions, server: PgConnectOptions) -> Result<Self, SqlxError> {
        let pool = options.clone().connect_with(server.clone()).await?;
        Ok(Self { current: RwLock::new(Arc::new(AtHand::new(pool))), options, server })
    }

    pub(super) fn current(&self) -> Arc<AtHand<Postgres>> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// From now on there are fresh connections. Whoever has an old one keeps it, and it is closed when they put it back.
    pub(super) fn renew(&self) {
        let fresh = AtHand::new(self.options.clone().connect_lazy_with(self.server.clone()));
        let old = mem::replace(&mut *self.current.write().unwrap_or_else(PoisonError::into_inner), Arc::new(fresh));
        // Asking for it closes it at once; only the good-byes are waited for.
        drop(old.pool().close());
        old.let_go();
        tokio::spawn(async move { timeout(FAREWELL, old.pool().close()).await });
    }
}

impl fmt::Debug for ServerPool {
    /// Without the server: its options hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerPool").field("current", &self.current()).finish_non_exhaustive()
    }
}
