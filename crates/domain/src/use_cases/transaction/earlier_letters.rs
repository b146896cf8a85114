use std::collections::BTreeMap;

use time::OffsetDateTime;

use crate::ids::{PersonId, TicketId};
use crate::notification::{Frequency, RecentLetter, RecentNews};

/// What is known of mails that were queued before.
#[derive(Default)]
pub(crate) struct EarlierLetters {
    /// The turn of the next mail; `None` until it was read.
    pub(super) turn: Option<OffsetDateTime>,
    /// What admins got lately; `None` until it was read.
    pub(super) news: Option<Vec<RecentNews>>,
    /// What was queued lately about each ticket that was asked for, with what this transaction queues.
    pub(super) about: BTreeMap<TicketId, Vec<RecentLetter>>,
    /// The same of each digest.
    pub(super) digests: BTreeMap<(PersonId, Frequency), Vec<RecentLetter>>,
}
