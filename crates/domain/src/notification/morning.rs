use jiff::Timestamp;
use jiff::tz::TimeZone as Rules;
use time::{Duration, OffsetDateTime};

use crate::people::TimeZone;

/// The hour at which daily letters go, by the clock of their recipient.
const HOUR: i8 = 8;

/// The next morning after `now` in this time zone.
pub(super) fn next_morning(now: OffsetDateTime, zone: &TimeZone) -> OffsetDateTime {
    find_morning(now, zone).unwrap_or(now + Duration::DAY)
}

/// `None` only beyond the years that a calendar has.
fn find_morning(now: OffsetDateTime, zone: &TimeZone) -> Option<OffsetDateTime> {
    let rules = Rules::tzif(zone.as_str(), zone.tzif()).unwrap_or(Rules::UTC);
    let today = rules.to_datetime(Timestamp::from_second(now.unix_timestamp()).ok()?).date();
    let mornings = [today, today.tomorrow().ok()?].map(|date| rules.to_timestamp(date.at(HOUR, 0, 0, 0)));
    let mornings = mornings.into_iter().filter_map(Result::ok);
    mornings.filter_map(|at| OffsetDateTime::from_unix_timestamp(at.as_second()).ok()).find(|at| *at > now)
}
