//! How busy the connections are, for whoever watches over the program.

use sea_orm::sqlx::{Database as Driver, Pool};

use crate::database::Database;

/// The connections of one pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolStats {
    /// How many there may be.
    pub limit: u32,
    /// How many are open.
    pub open: u32,
    /// How many of those rest.
    pub idle: u32,
}

impl Database {
    /// The connections that write, and those that only read. Asks no connection.
    #[must_use]
    pub fn pools(&self) -> (PoolStats, PoolStats) {
        (self.writer.in_use(), self.reader.in_use())
    }
}

impl PoolStats {
    /// Of a pool of whose connections some rest elsewhere.
    pub(crate) fn of<D: Driver>(pool: &Pool<D>, elsewhere: usize) -> Self {
        let idle = u32::try_from(pool.num_idle() + elsewhere).unwrap_or(u32::MAX);
        Self { limit: pool.options().get_max_connections(), open: pool.size(), idle: idle.min(pool.size()) }
    }
}
