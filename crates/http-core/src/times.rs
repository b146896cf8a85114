//! Times as requests name them and answers write them.

use deskhand_domain::Invalid;
use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

const TIMESTAMP: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
const DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");
const WANTED: &str = "a day such as 2026-01-05, or a time such as 2026-01-05T09:00:00Z";

/// A time as every answer writes it: RFC 3339 in UTC, always with three digits of milliseconds.
///
/// # Errors
/// Where the year has more than four digits.
pub fn timestamp(at: OffsetDateTime) -> Result<String, time::error::Format> {
    at.to_offset(UtcOffset::UTC).format(TIMESTAMP)
}

/// A time with any offset.
///
/// # Errors
/// [`Invalid`] where the text is none.
pub fn named_time(text: &str) -> Result<OffsetDateTime, Invalid> {
    OffsetDateTime::parse(text, &Rfc3339)
        .ok()
        // Near the limits of the type there is no such time in UTC.
        .and_then(|time| time.checked_to_offset(UtcOffset::UTC))
        .ok_or(Invalid::Format("a time such as 2026-01-05T09:00:00Z"))
}

/// The first moment of a period: a time, or a day (in UTC).
///
/// # Errors
/// [`Invalid`] where the text is neither.
pub fn beginning_of_period(text: &str) -> Result<OffsetDateTime, Invalid> {
    match day(text) {
        Some(day) => Ok(day.midnight().assume_utc()),
        None => named_time(text).map_err(|_| Invalid::Format(WANTED)),
    }
}

/// The end of a period: a time, or a day (in UTC), which belongs to it as a whole.
///
/// # Errors
/// [`Invalid`] where the text is neither.
pub fn end_of_period(text: &str) -> Result<OffsetDateTime, Invalid> {
    match day(text) {
        Some(day) => Ok(day.next_day().map_or(PrimitiveDateTime::new(day, Time::MAX), Date::midnight).assume_utc()),
        None => named_time(text).map_err(|_| Invalid::Format(WANTED)),
    }
}

fn day(text: &str) -> Option<Date> {
    // Without the length, years with a sign would pass.
    if text.len() == 10 { Date::parse(text, DAY).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_day_begins_at_midnight_and_ends_with_the_next() {
        assert_eq!(beginning_of_period("2026-02-28"), Ok(datetime!(2026-02-28 0:00 UTC)));
        assert_eq!(end_of_period("2026-02-28"), Ok(datetime!(2026-03-01 0:00 UTC)));
        assert_eq!(end_of_period("9999-12-31"), Ok(datetime!(9999-12-31 23:59:59.999999999 UTC)));
    }

    #[test]
    fn a_time_is_taken_as_it_is() {
        let moment = datetime!(2026-01-05 08:00:00.25 UTC);
        assert_eq!(beginning_of_period("2026-01-05T09:00:00.25+01:00"), Ok(moment));
        assert_eq!(end_of_period("2026-01-05T09:00:00.25+01:00"), Ok(moment));
    }

    #[test]
    fn what_is_neither_is_refused() {
        for text in
            ["", "today", "2026-13-01", "2026-02-30", "+2026-1-01", "-202601-01", "2026-01-05T09:00", "20260105"]
        {
            assert_eq!(
                (beginning_of_period(text), end_of_period(text)),
                (Err(Invalid::Format(WANTED)), Err(Invalid::Format(WANTED))),
                "{text}"
            );
        }
    }
}
