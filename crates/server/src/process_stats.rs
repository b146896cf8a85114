//! How this instance is: its connections and its memory.

use deskhand_http::{PoolState, Vitals};
use deskhand_persistence::{Database, PoolStats};

pub(crate) struct InstanceStats {
    pub(crate) database: Database,
}

impl Vitals for InstanceStats {
    fn pools(&self) -> Vec<PoolState> {
        let (writers, readers) = self.database.pools();
        [("writers", writers), ("readers", readers)].map(|(pool, used)| state(pool, used)).to_vec()
    }

    fn resident_bytes(&self) -> Option<u64> {
        // In kibibytes, whatever the size of a page is.
        let status = std::fs::read_to_string("/proc/self/status").ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kibibytes * 1024)
    }
}

const fn state(pool: &'static str, used: PoolStats) -> PoolState {
    PoolState { pool, limit: used.limit, busy: used.open.saturating_sub(used.idle), idle: used.idle }
}
