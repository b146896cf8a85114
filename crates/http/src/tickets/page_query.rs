use deskhand_domain::ports::PageLimit;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::problem::Fields;
use crate::request::{QueryParameters, page_limit};

/// Which page of a list that has one order only.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// How many rows a page has: 20 unless said otherwise.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// The `next_cursor` of the page before.
    #[expect(dead_code, reason = "known here so that it is not refused; the listing reads it")]
    cursor: Option<String>,
}

/// The one order of conversations and histories.
pub(super) const OLDEST_FIRST: &str = "oldest-first";

impl QueryParameters for PageQuery {
    type Meaning = PageLimit;

    fn into_meaning(self, fields: &mut Fields) -> Option<PageLimit> {
        Some(fields.text("limit", self.limit, page_limit).unwrap_or_default())
    }
}
