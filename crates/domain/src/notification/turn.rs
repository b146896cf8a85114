use time::{Duration, OffsetDateTime};

/// What each waiting mail of an author costs their next one.
pub const TURN: Duration = Duration::SECOND;

/// The place of an author's next mail among those that are due. Mails are sent by their turns, the lowest first. The first mail
/// of an author gets the current time, and each further one that is queued while the author's last (`last`) still waits gets a
/// second more. So a flood of one author does not delay the mails of others, and where nothing else waits, it goes out at once.
#[must_use]
pub fn next_turn(last: Option<OffsetDateTime>, now: OffsetDateTime) -> OffsetDateTime {
    last.map_or(now, |last| now.max(last + TURN))
}
