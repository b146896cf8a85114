use time::{Duration, OffsetDateTime};

use crate::backoff;

/// How often and how long a mail is tried that could not be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntakeRetries {
    /// How long a claimed mail belongs to one worker. Must be longer than reading one takes.
    pub lease: Duration,
    /// The wait after each failed try. When the list ends, the mail is quarantined.
    pub backoff: Vec<Duration>,
}

impl Default for IntakeRetries {
    /// Lease 2 min; 6 tries, with waits of 5 s, 30 s, 2 min, 10 min and 1 h.
    fn default() -> Self {
        let seconds = [5, 30, 120, 600, 3_600];
        Self { lease: Duration::minutes(2), backoff: seconds.map(Duration::seconds).to_vec() }
    }
}

impl IntakeRetries {
    /// When the next try is due, after `tries` tries of which the last failed at `now`. `None` if no try is left.
    #[must_use]
    pub fn next_try(&self, tries: u32, now: OffsetDateTime) -> Option<OffsetDateTime> {
        backoff::wait_after(tries, &self.backoff).map(|wait| now + wait)
    }

    /// Whether the rules allow the try with this number, from 1: one more than there are waits.
    #[must_use]
    pub fn allow(&self, tries: u32) -> bool {
        backoff::allows(tries, &self.backoff)
    }
}
