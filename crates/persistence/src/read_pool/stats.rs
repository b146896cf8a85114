//! How many connections a pool has, for metrics.

use sea_orm::sqlx::{Database as Driver, Pool};

/// The connections of one pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolStats {
    /// The most that may be open.
    pub limit: u32,
    /// Those that are open.
    pub open: u32,
    /// Those of the open ones that run no statement.
    pub idle: u32,
}

impl PoolStats {
    pub(crate) fn of<D: Driver>(pool: &Pool<D>) -> Self {
        let (limit, open) = (pool.options().get_max_connections(), pool.size());
        Self { limit, open, idle: u32::try_from(pool.num_idle()).unwrap_or(u32::MAX).min(open) }
    }
}
