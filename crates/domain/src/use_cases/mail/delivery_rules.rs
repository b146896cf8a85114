use time::{Duration, OffsetDateTime};

use crate::ids::MailId;
use crate::use_cases::mail::delivery_outcome::DeliveryOutcome;

/// How patiently mail is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryRules {
    /// For how long a worker has a mail to itself; longer than any conversation with a mail server.
    pub lease: Duration,
    /// How long to wait after each failed try. After the last one the mail is given up.
    pub backoff: Vec<Duration>,
    /// How long to wait at least where a mail may have been delivered all the same.
    pub after_uncertain: Duration,
}

impl Default for DeliveryRules {
    /// About a day of trying: 5 s, 30 s, 2 min, 10 min, 30 min, 1 h, 2 h, 4 h, 8 h, 8 h.
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
    /// When to try again after so many `tries`, the last of which failed at `now`: the wait of the table, up to a fifth more or less, so
    /// that a thousand mails that failed together don't come back together. `None` where the table ends.
    #[must_use]
    pub fn next_try(&self, id: MailId, tries: u32, now: OffsetDateTime) -> Option<OffsetDateTime> {
        let index = usize::try_from(tries).unwrap_or(usize::MAX).checked_sub(1)?;
        let wait = *self.backoff.get(index)?;
        // The low bits of a UUIDv7 are random: as good a die as any, and the same one in every test.
        let jitter = u8::try_from(id.as_uuid().as_u128() & 0x1f).unwrap_or_default();
        let percent = 80 + i32::from(jitter) * 40 / 31;
        Some(now + wait * percent / 100)
    }

    /// Whether the table has a place for this try: the first, and one after each wait.
    pub(crate) const fn allow(&self, tries: u32) -> bool {
        tries as usize <= self.backoff.len() + 1
    }

    /// What becomes of a mail whose try failed at `now`.
    pub(crate) fn after_failure(&self, id: MailId, tries: u32, now: OffsetDateTime, error: String) -> DeliveryOutcome {
        match self.next_try(id, tries, now) {
            Some(at) => DeliveryOutcome::Retry { at, error },
            None => DeliveryOutcome::Dead { error },
        }
    }
}
