use crate::ports::LiveFeed;

/// Wakes nobody. A wake-up is a hint, so everything must work with this.
#[derive(Clone, Copy, Debug, Default)]
pub struct SilentFeed;

impl LiveFeed for SilentFeed {
    fn wake(&self) {}
}
