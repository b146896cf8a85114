use deskhand_domain::time::{Date, Month, OffsetDateTime};
use mail_parser::parsers::MessageStream;
use mail_parser::{DateTime, HeaderValue};

use super::plain::plain;

/// The date, in UTC. `None` where it is none, or one that no calendar has.
pub(super) fn read(value: &[u8]) -> Option<OffsetDateTime> {
    // What is long is no date; the parser counts its digits.
    let text: String = plain(value).chars().take(100).collect::<String>() + "\n";
    match MessageStream::new(text.as_bytes()).parse_date() {
        HeaderValue::DateTime(date) if date.is_valid() && is_in_calendar(&date) => {
            OffsetDateTime::from_unix_timestamp(date.to_timestamp()).ok()
        }
        _ => None,
    }
}

fn is_in_calendar(date: &DateTime) -> bool {
    let month = Month::try_from(date.month);
    month.is_ok_and(|month| Date::from_calendar_date(i32::from(date.year), month, date.day).is_ok())
}
