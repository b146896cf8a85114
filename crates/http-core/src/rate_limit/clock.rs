use std::sync::Arc;
use std::time::{Duration, Instant};

use deskhand_domain::ports;
use governor::clock::Clock;
use time::OffsetDateTime;

/// The clock of the rate limits.
#[derive(Clone)]
pub struct MonotonicClock(Arc<dyn Fn() -> Duration + Send + Sync>);

impl MonotonicClock {
    /// Time since now. It never goes back: a wall clock that is set back would lock clients out.
    #[must_use]
    pub fn steady() -> Self {
        let start = Instant::now();
        Self(Arc::new(move || start.elapsed()))
    }

    /// The time of a clock that a test sets.
    #[must_use]
    pub fn of(clock: Arc<dyn ports::Clock>) -> Self {
        Self(Arc::new(move || (clock.now() - OffsetDateTime::UNIX_EPOCH).unsigned_abs()))
    }
}

impl Clock for MonotonicClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        (self.0)()
    }
}
