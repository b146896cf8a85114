//! Figures of this process for `/metrics`: database connections and memory.

use deskhand_http_core::metrics::{PoolState, ProcessStats};
use deskhand_persistence::{Database, PoolStats};

pub(crate) struct InstanceStats {
    pub(crate) database: Database,
}

impl ProcessStats for InstanceStats {
    fn pools(&self) -> Vec<PoolState> {
        let (writers, readers) = self.database.pools();
        [("writers", writers), ("readers", readers)].map(|(pool, used)| pool_state(pool, used)).to_vec()
    }

    fn resident_bytes(&self) -> Option<u64> {
        // This file counts in kibibytes; `statm` would count in pages, whose size differs.
        let status = std::fs::read_to_string("/proc/self/status").ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kibibytes * 1024)
    }
}

const fn pool_state(pool: &'static str, used: PoolStats) -> PoolState {
    PoolState { pool, limit: used.limit, busy: used.open.saturating_sub(used.idle), idle: used.idle }
}
