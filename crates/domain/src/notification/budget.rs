use std::fmt;
use std::num::NonZeroU32;

use time::{Duration, OffsetDateTime};

/// How many letters may go out within some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LetterBudget {
    /// How many.
    pub letters: NonZeroU32,
    /// Within which time.
    pub window: Duration,
}

impl LetterBudget {
    /// From when on letters count.
    #[must_use]
    pub fn since(&self, now: OffsetDateTime) -> OffsetDateTime {
        now.saturating_sub(self.window)
    }

    /// When there is room again, where the oldest of the last [`LetterBudget::letters`] was at `oldest`.
    #[must_use]
    pub fn ends(&self, oldest: OffsetDateTime) -> OffsetDateTime {
        oldest.saturating_add(self.window)
    }
}

impl fmt::Display for LetterBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.window.whole_seconds();
        match (seconds % 3600, seconds % 60) {
            (0, _) => write!(f, "{} letters in {} h", self.letters, seconds / 3600),
            (_, 0) => write!(f, "{} letters in {} min", self.letters, seconds / 60),
            _ => write!(f, "{} letters in {seconds} s", self.letters),
        }
    }
}

/// The budgets of letters about tickets and other people; `None` for no limit. Mails about one's own account never count
/// against them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LetterBudgets {
    /// What one person may cause. A request above it is refused.
    pub by_sender: Option<LetterBudget>,
    /// What one person may get. A letter above it waits.
    pub to_recipient: Option<LetterBudget>,
}
