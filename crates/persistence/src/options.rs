//! How a database is opened.

use std::time::Duration;

use crate::dialect::lease_clock::LeaseClock;

/// How many connections there are, and how long to wait for one.
#[derive(Clone, Debug)]
pub struct DatabaseOptions {
    /// Connections for units of work on PostgreSQL. SQLite always has one: it has one writer at a time.
    pub writers: u32,
    /// Connections that only read.
    pub readers: u32,
    /// How long a unit of work or a query waits for its connection before it fails with `Busy`.
    pub wait: Duration,
    /// The clock of mail leases.
    pub lease_clock: LeaseClock,
}

impl Default for DatabaseOptions {
    fn default() -> Self {
        Self { writers: 16, readers: 4, wait: Duration::from_secs(10), lease_clock: LeaseClock::default() }
    }
}
