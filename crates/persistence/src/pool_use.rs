//! How busy the connections are, for whoever watches over the program.

use sea_orm::sqlx::{Database as Driver, Pool};
use sea_orm::{DatabaseConnection, DbBackend};

use crate::connect::Database;

/// The connections of one pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolUse {
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
    pub fn pools(&self) -> (PoolUse, PoolUse) {
        (use_of(&self.writer.pool()), use_of(&self.reader.pool()))
    }
}

fn use_of(connection: &DatabaseConnection) -> PoolUse {
    match connection.get_database_backend() {
        DbBackend::Sqlite => counted(connection.get_sqlite_connection_pool()),
        _ => counted(connection.get_postgres_connection_pool()),
    }
}

fn counted<D: Driver>(pool: &Pool<D>) -> PoolUse {
    let idle = u32::try_from(pool.num_idle()).unwrap_or(u32::MAX);
    PoolUse { limit: pool.options().get_max_connections(), open: pool.size(), idle: idle.min(pool.size()) }
}
