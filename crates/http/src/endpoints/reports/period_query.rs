use deskhand_domain::Invalid;
use deskhand_http_core::problem::Fields;
use serde::Deserialize;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Date, OffsetDateTime, PrimitiveDateTime, Time};
use utoipa::IntoParams;

use crate::extract::{QueryParameters, time, yes_or_no};

/// Which period a report covers.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PeriodQuery {
    /// Its first moment: a time, or a day (in UTC). One calendar month before the end unless said otherwise.
    #[param(example = "2026-01-01")]
    from: Option<String>,
    /// Its end: a time that does not belong to it any more, or the last day of it (in UTC). Now unless said otherwise.
    #[param(example = "2026-01-31")]
    to: Option<String>,
}

/// Which period the table covers, and its form.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TableQuery {
    /// Its first moment: a time, or a day (in UTC). One calendar month before the end unless said otherwise.
    #[param(example = "2026-01-01")]
    from: Option<String>,
    /// Its end: a time that does not belong to it any more, or the last day of it (in UTC). Now unless said otherwise.
    #[param(example = "2026-01-31")]
    to: Option<String>,
    /// Whether it begins with a byte order mark, without which Excel takes UTF-8 for another encoding: `true` unless said
    /// otherwise.
    #[param(value_type = Option<bool>)]
    bom: Option<String>,
}

/// What a request says of a table.
pub(crate) struct WishedTable {
    pub(super) period: WishedPeriod,
    pub(super) bom: bool,
}

impl QueryParameters for TableQuery {
    type Meaning = WishedTable;

    fn into_meaning(self, fields: &mut Fields) -> Option<WishedTable> {
        let bom = fields.text("bom", self.bom, yes_or_no).unwrap_or(true);
        let period = PeriodQuery { from: self.from, to: self.to }.into_meaning(fields)?;
        Some(WishedTable { period, bom })
    }
}

/// What of a period a request says.
pub(crate) struct WishedPeriod {
    pub(super) from: Option<OffsetDateTime>,
    pub(super) to: Option<OffsetDateTime>,
}

impl QueryParameters for PeriodQuery {
    type Meaning = WishedPeriod;

    fn into_meaning(self, fields: &mut Fields) -> Option<WishedPeriod> {
        Some(WishedPeriod { from: fields.text("from", self.from, beginning), to: fields.text("to", self.to, end) })
    }
}

const DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");
const WANTED: &str = "a day such as 2026-01-05, or a time such as 2026-01-05T09:00:00Z";

fn beginning(text: &str) -> Result<OffsetDateTime, Invalid> {
    match day(text) {
        Some(day) => Ok(day.midnight().assume_utc()),
        None => time(text).map_err(|_| Invalid::Format(WANTED)),
    }
}

/// A day belongs to the period as a whole.
fn end(text: &str) -> Result<OffsetDateTime, Invalid> {
    match day(text) {
        Some(day) => Ok(day.next_day().map_or(PrimitiveDateTime::new(day, Time::MAX), Date::midnight).assume_utc()),
        None => time(text).map_err(|_| Invalid::Format(WANTED)),
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
        assert_eq!(beginning("2026-02-28"), Ok(datetime!(2026-02-28 0:00 UTC)));
        assert_eq!(end("2026-02-28"), Ok(datetime!(2026-03-01 0:00 UTC)));
        assert_eq!(end("9999-12-31"), Ok(datetime!(9999-12-31 23:59:59.999999999 UTC)));
    }

    #[test]
    fn a_time_is_taken_as_it_is() {
        let moment = datetime!(2026-01-05 08:00:00.25 UTC);
        assert_eq!(beginning("2026-01-05T09:00:00.25+01:00"), Ok(moment));
        assert_eq!(end("2026-01-05T09:00:00.25+01:00"), Ok(moment));
    }

    #[test]
    fn what_is_neither_is_refused() {
        for text in
            ["", "today", "2026-13-01", "2026-02-30", "+2026-1-01", "-202601-01", "2026-01-05T09:00", "20260105"]
        {
            assert_eq!(
                (beginning(text), end(text)),
                (Err(Invalid::Format(WANTED)), Err(Invalid::Format(WANTED))),
                "{text}"
            );
        }
    }
}
