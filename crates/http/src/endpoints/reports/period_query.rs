use deskhand_http_core::problem::Fields;
use deskhand_http_core::{beginning_of_period, end_of_period};
use serde::Deserialize;
use time::OffsetDateTime;
use utoipa::IntoParams;

use crate::extract::{QueryParameters, yes_or_no};

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
        Some(WishedPeriod {
            from: fields.text("from", self.from, beginning_of_period),
            to: fields.text("to", self.to, end_of_period),
        })
    }
}
