use time::{Duration, OffsetDateTime};

use crate::backoff;
use crate::ids::DeliveryId;

/// How often and how long a delivery is tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookRules {
    /// Whether receivers without encryption may be entered: a desk that may send to its own network wants that.
    pub allow_unencrypted: bool,
    /// How long a claimed delivery belongs to one worker. Must be longer than any try.
    pub lease: Duration,
    /// The wait after each failed try. When the list ends, the delivery is given up.
    pub backoff: Vec<Duration>,
    /// The longest wait that a receiver gets that asks for one.
    pub most_patience: Duration,
    /// For how long every try may fail until the webhook is stopped.
    pub stop_after: Duration,
}

impl Default for WebhookRules {
    /// Only `https`. Lease 2 min; 10 tries within about 3 days, with the waits that Standard Webhooks 1.0 gives as its example: 5 s, 5 min, 30 min, 2 h, 5 h,
    /// 10 h, 14 h, 20 h and 24 h; a receiver may ask for 24 h; stopped after 5 days.
    fn default() -> Self {
        let seconds = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
        Self {
            allow_unencrypted: false,
            lease: Duration::minutes(2),
            backoff: seconds.map(Duration::seconds).to_vec(),
            most_patience: Duration::hours(24),
            stop_after: Duration::days(5),
        }
    }
}

impl WebhookRules {
    /// When the next try is due, after `tries` tries of which the last failed at `now`. `None` if no try is left. The wait varies by up to a
    /// fifth, depending on `id`, so that what failed together is not tried again together. A receiver that asks for more time gets it.
    #[must_use]
    pub fn next_try(
        &self,
        id: DeliveryId,
        tries: u32,
        now: OffsetDateTime,
        asked: Option<Duration>,
    ) -> Option<OffsetDateTime> {
        let wait = backoff::wait_after(tries, &self.backoff)?;
        // The low bits of a UUIDv7 are random, and predictable in tests.
        let jitter = u8::try_from(id.as_uuid().as_u128() & 0x1f).unwrap_or_default();
        let wait: Duration = wait * (80 + i32::from(jitter) * 40 / 31) / 100;
        Some(now + wait.max(asked.unwrap_or_default().min(self.most_patience)))
    }
}
