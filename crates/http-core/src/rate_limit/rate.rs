use std::num::NonZeroU32;
use std::time::Duration;

use governor::Quota;

/// So many requests in a window: at once or spread, each regained after its share of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    count: NonZeroU32,
    per: Duration,
}

impl Rate {
    /// `None` where the window is too short to measure a share of it.
    #[must_use]
    pub fn new(count: NonZeroU32, per: Duration) -> Option<Self> {
        let rate = Self { count, per };
        rate.quota().map(|_| rate)
    }

    pub(super) fn quota(&self) -> Option<Quota> {
        Quota::with_period(self.share()).map(|quota| quota.allow_burst(self.count))
    }

    /// How long it takes to regain one.
    pub(super) fn share(&self) -> Duration {
        self.per / self.count.get()
    }

    pub(super) const fn count(&self) -> u32 {
        self.count.get()
    }

    pub(super) fn window(&self) -> u64 {
        whole_seconds(self.per)
    }
}

/// Rounded up, and at least one: a client that waits so long has waited long enough.
pub(super) fn whole_seconds(time: Duration) -> u64 {
    let begun = u64::from(time.subsec_nanos() > 0);
    (time.as_secs() + begun).max(1)
}
