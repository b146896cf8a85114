use time::{Duration, OffsetDateTime};

use crate::backoff;
use crate::ids::MailId;
use crate::use_cases::mail::delivery_outcome::DeliveryOutcome;

/// The index of the longest wait after a refusal of every mail, 10 minutes by default: once the fault is mended, the mails
/// should not wait for hours.
const LAST_PAUSE_AFTER_REFUSAL: usize = 3;

/// How often and how long a mail is tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryRules {
    /// How long a claimed mail belongs to one worker. Must be longer than any SMTP session.
    pub lease: Duration,
    /// The wait after each failed try. When the list ends, the mail is given up.
    pub backoff: Vec<Duration>,
    /// The least wait after a try that may have delivered the mail although it failed.
    pub after_uncertain: Duration,
}

impl Default for DeliveryRules {
    /// Lease 20 min; 11 tries within about a day, with waits of 5 s, 30 s, 2 min, 10 min, 30 min, 1 h, 2 h, 4 h, 8 h
    /// and 8 h; at least 15 min after an uncertain try.
    fn default() -> Self {
        let seconds = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 28_800];
        Self {
            lease: Duration::minutes(20),
            backoff: seconds.map(Duration::seconds).to_vec(),
            after_uncertain: Duration::minutes(15),
        }
    }
}

impl DeliveryRules {
    /// When the next try is due, after `tries` tries of which the last failed at `now`. `None` if no try is left.
    ///
    /// The wait varies by up to a fifth, depending on `id`, so that mails that failed together are not retried
    /// together.
    #[must_use]
    pub fn next_try(&self, id: MailId, tries: u32, now: OffsetDateTime) -> Option<OffsetDateTime> {
        let wait = backoff::wait_after(tries, &self.backoff)?;
        // The low bits of a UUIDv7 are random, and predictable in tests.
        let jitter = u8::try_from(id.as_uuid().as_u128() & 0x1f).unwrap_or_default();
        let percent = 80 + i32::from(jitter) * 40 / 31;
        Some(now + wait * percent / 100)
    }

    /// When a mail is tried again that the mail server refused at `now` as it would refuse every mail: at first soon, then every
    /// 10 minutes.
    pub(crate) fn after_refusal(&self, attempt: u32, now: OffsetDateTime) -> OffsetDateTime {
        let index = (attempt as usize).saturating_sub(1).min(LAST_PAUSE_AFTER_REFUSAL);
        now + self.backoff.get(index).or(self.backoff.last()).copied().unwrap_or(self.after_uncertain)
    }

    /// Whether the rules allow the try with this number, from 1: one more than there are waits.
    pub(crate) fn allow(&self, tries: u32) -> bool {
        backoff::allows(tries, &self.backoff)
    }

    /// The outcome of a try that failed at `now`: another try, or given up.
    pub(crate) fn after_failure(&self, id: MailId, tries: u32, now: OffsetDateTime, error: String) -> DeliveryOutcome {
        match self.next_try(id, tries, now) {
            Some(at) => DeliveryOutcome::Retry { at, error },
            None => DeliveryOutcome::Dead { error },
        }
    }
}
