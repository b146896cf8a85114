use time::{Duration, OffsetDateTime};

use super::{DraftPlace, DraftWords};
use crate::ids::PersonId;

/// What a person typed at a place and did not send yet. Only that person reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Who typed it.
    pub person: PersonId,
    /// What it is to become. A person has one draft for each place.
    pub place: DraftPlace,
    /// What it says so far.
    pub words: DraftWords,
    /// When it was kept last.
    pub saved_at: OffsetDateTime,
}

impl Draft {
    /// The most drafts of a person. Above it the oldest is deleted.
    pub const MOST: u32 = 100;

    /// How long a draft is kept that is not changed.
    pub const LIFETIME: Duration = Duration::days(30);
}
