use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use crate::ports::Clock;

/// A clock that shows the same time until a test moves it. Its copies show the same time.
#[derive(Clone, Debug)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    /// What it shows first: a Monday morning.
    pub const START: OffsetDateTime = datetime!(2026-01-05 09:00 UTC);

    /// A clock that shows [`TestClock::START`].
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(AtomicI64::new(millis(Self::START))))
    }

    /// Moves it on.
    pub fn advance(&self, by: Duration) {
        self.set(self.now() + by);
    }

    /// Sets it.
    pub fn set(&self, to: OffsetDateTime) {
        self.0.store(millis(to), Ordering::SeqCst);
    }
}

impl Default for TestClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for TestClock {
    fn now(&self) -> OffsetDateTime {
        TestClock::START + Duration::milliseconds(self.0.load(Ordering::SeqCst) - millis(TestClock::START))
    }
}

const fn millis(at: OffsetDateTime) -> i64 {
    at.unix_timestamp() * 1000 + at.millisecond() as i64
}
