use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Since when a connection waits for its client, for others to compare.
#[derive(Debug)]
pub(super) struct Waiting(AtomicU64);

/// The value while it does not wait: the app has a request.
const BUSY: u64 = u64::MAX;

static START: LazyLock<Instant> = LazyLock::new(Instant::now);

impl Waiting {
    pub(super) fn now() -> Self {
        Self(AtomicU64::new(moment()))
    }

    pub(super) fn begin(&self) {
        self.0.store(moment(), Ordering::Relaxed);
    }

    pub(super) fn end(&self) {
        self.0.store(BUSY, Ordering::Relaxed);
    }

    /// The earlier it began, the less; `None` where it does not wait.
    pub(super) fn since(&self) -> Option<u64> {
        Some(self.0.load(Ordering::Relaxed)).filter(|since| *since != BUSY)
    }
}

fn moment() -> u64 {
    u64::try_from(START.elapsed().as_micros()).unwrap_or(BUSY - 1)
}
