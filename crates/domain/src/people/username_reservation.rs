use time::{Duration, OffsetDateTime};

use crate::ids::PersonId;

/// A username that a person gave up for another one. For a year only they may take it again: others still know them by that
/// name, and a stranger could pass for them. It ends when the person is removed: nothing of their name stays stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsernameReservation {
    /// Who had it.
    pub owner: PersonId,
    /// When it becomes free.
    pub until: OffsetDateTime,
}

impl UsernameReservation {
    /// How long a username stays reserved.
    pub const LIFETIME: Duration = Duration::days(365);

    /// A name that its owner gives up now.
    #[must_use]
    pub const fn new(owner: PersonId, now: OffsetDateTime) -> Self {
        Self { owner, until: now.saturating_add(Self::LIFETIME) }
    }

    /// Whether `person` must not take the name now.
    #[must_use]
    pub fn bars(&self, person: PersonId, now: OffsetDateTime) -> bool {
        self.until > now && self.owner != person
    }
}
