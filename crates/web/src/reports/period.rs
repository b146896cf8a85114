use deskhand_http_core::{beginning_of_period, end_of_period};
use serde::Deserialize;
use time::OffsetDateTime;

/// The period of a report, as the address names it. What is not right is left out: the report then begins a month before its end, and ends now.
#[derive(Default, Deserialize)]
pub(crate) struct PeriodQuery {
    #[serde(default)]
    pub(super) from: String,
    #[serde(default)]
    pub(super) to: String,
}

impl PeriodQuery {
    pub(super) fn bounds(&self) -> (Option<OffsetDateTime>, Option<OffsetDateTime>) {
        (beginning_of_period(self.from.trim()).ok(), end_of_period(self.to.trim()).ok())
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn days_are_taken_as_a_whole_and_all_else_is_left_out() {
        let bounds = |from: &str, to: &str| PeriodQuery { from: from.to_owned(), to: to.to_owned() }.bounds();
        let (first, end) = (datetime!(2026-01-01 0:00 UTC), datetime!(2026-02-01 0:00 UTC));
        assert_eq!(bounds("2026-01-01", " 2026-01-31 "), (Some(first), Some(end)));
        assert_eq!(bounds("", "soon"), (None, None));
    }
}
