use time::{Duration, OffsetDateTime};

use super::secret::SealedSecret;
use crate::ids::PersonId;

/// The second factor of one person, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// Whose it is.
    pub person: PersonId,
    /// The secret, encrypted.
    pub secret: SealedSecret,
    /// When the secret was shown.
    pub enrolled_at: OffsetDateTime,
    /// When the first right code arrived. Until then no sign-in asks for a code.
    pub confirmed_at: Option<OffsetDateTime>,
    /// The step of the last code that was accepted: neither that code nor an older one is accepted again.
    pub last_step: Option<u64>,
    /// How many wrong codes there were since `counted_since`.
    pub wrong_codes: u32,
    /// When the count of wrong codes began.
    pub counted_since: OffsetDateTime,
}

impl SecondFactor {
    /// How long a code is shown (RFC 6238, section 5.2).
    pub const STEP: Duration = Duration::seconds(30);
    /// How long a secret that was shown waits for its first code.
    pub const ENROLMENT_LIFETIME: Duration = Duration::minutes(15);
    /// How many wrong codes of one person are taken within [`SecondFactor::COUNTING`]. Of a million codes three are right
    /// at any time, so a year of guessing succeeds with a chance of one in fifty.
    pub const MAX_WRONG: u32 = 20;
    /// How long wrong codes count.
    pub const COUNTING: Duration = Duration::days(1);
    /// How many recovery codes there are.
    pub const RECOVERY_CODES: usize = 10;

    /// A factor that waits for its first code.
    #[must_use]
    pub const fn enrolled(person: PersonId, secret: SealedSecret, now: OffsetDateTime) -> Self {
        let (confirmed_at, last_step) = (None, None);
        Self { person, secret, enrolled_at: now, confirmed_at, last_step, wrong_codes: 0, counted_since: now }
    }

    /// Whether the first code may still arrive.
    #[must_use]
    pub fn awaits_confirmation(&self, now: OffsetDateTime) -> bool {
        self.confirmed_at.is_none() && now - self.enrolled_at < Self::ENROLMENT_LIFETIME
    }

    /// The steps whose codes are accepted now: the current one, and one before and after it, because clocks differ. None
    /// that was accepted already.
    pub fn acceptable_steps(&self, now: OffsetDateTime) -> impl Iterator<Item = u64> + use<> {
        let seconds = u64::try_from(now.unix_timestamp()).unwrap_or_default();
        let current = seconds / Self::STEP.whole_seconds().unsigned_abs();
        let last = self.last_step;
        (current.saturating_sub(1)..=current + 1).filter(move |step| last.is_none_or(|last| *step > last))
    }

    /// A code of this step was right.
    pub const fn accept(&mut self, step: u64) {
        self.last_step = Some(step);
        self.wrong_codes = 0;
    }

    /// A recovery code was right.
    pub const fn accept_recovery(&mut self) {
        self.wrong_codes = 0;
    }

    /// A code was wrong.
    pub fn count_wrong(&mut self, now: OffsetDateTime) {
        if now - self.counted_since >= Self::COUNTING || self.wrong_codes == 0 {
            (self.wrong_codes, self.counted_since) = (0, now);
        }
        self.wrong_codes += 1;
    }

    /// How long no further code is taken; `None` where one is.
    #[must_use]
    pub fn pause(&self, now: OffsetDateTime) -> Option<Duration> {
        let rest = self.counted_since + Self::COUNTING - now;
        (self.wrong_codes >= Self::MAX_WRONG && rest.is_positive()).then_some(rest)
    }
}
