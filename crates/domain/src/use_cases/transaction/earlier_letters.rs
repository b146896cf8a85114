use time::OffsetDateTime;

use crate::notification::RecentNews;

/// What is known of mails that were queued before.
#[derive(Default)]
pub(crate) struct EarlierLetters {
    /// The turn of the next mail; `None` until it was read.
    pub(super) turn: Option<OffsetDateTime>,
    /// What admins got lately; `None` until it was read.
    pub(super) news: Option<Vec<RecentNews>>,
}
