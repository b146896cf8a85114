use time::{Duration, OffsetDateTime};

use super::{Mail, Reason, SYSTEM_NAME};
use crate::ids::PersonId;
use crate::mail::{Frequency, MailKind};

/// The most letters about new tickets and sign-ups that an admin gets within [`DIGEST_WINDOW`]. What comes after them is
/// reported by one digest.
pub const MOST_NEWS: u32 = 5;

/// The time that one digest reports.
pub const DIGEST_WINDOW: Duration = Duration::minutes(10);

/// What an admin got of new tickets and sign-ups lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecentNews {
    /// The admin.
    pub recipient: PersonId,
    /// How many letters about them were queued within [`DIGEST_WINDOW`].
    pub letters: u32,
    /// When the last digest of that time was begun.
    pub digest_since: Option<OffsetDateTime>,
}

/// How an admin hears of a new ticket or sign-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewsDelivery {
    /// By a letter of its own.
    Letter,
    /// By a digest, which begins now.
    NewDigest,
    /// By the digest that was begun already.
    InDigest,
}

impl RecentNews {
    /// How this admin hears of what happens `now`.
    #[must_use]
    pub fn delivery(&self, now: OffsetDateTime) -> NewsDelivery {
        if self.digest_since.is_some_and(|since| now < since + DIGEST_WINDOW) {
            NewsDelivery::InDigest
        } else if self.letters < MOST_NEWS {
            NewsDelivery::Letter
        } else {
            NewsDelivery::NewDigest
        }
    }
}

impl Mail {
    /// Whether it tells an admin of a new ticket or sign-up, by itself or as a digest. What the admin wants hourly or daily is no news.
    #[must_use]
    pub fn is_news(&self) -> bool {
        let news = [MailKind::TicketOpened, MailKind::NobodyEligible, MailKind::EngineerSignedUp, MailKind::DeskDigest];
        self.reason == Reason::Admin && self.frequency == Frequency::AtOnce && news.contains(&self.kind)
    }

    /// The digest that reports this news, and what follows it within [`DIGEST_WINDOW`].
    #[must_use]
    pub fn into_digest(self) -> Self {
        let (by_name, due_at) = (SYSTEM_NAME.to_owned(), self.created_at + DIGEST_WINDOW);
        Self {
            kind: MailKind::DeskDigest,
            ticket: None,
            glance: None,
            by_name,
            by_role: None,
            about_name: None,
            lines: Vec::new(),
            due_at,
            frequency: Frequency::AtOnce,
            joins: None,
            ..self
        }
    }
}
