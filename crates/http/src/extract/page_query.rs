use deskhand_domain::ports::PageLimit;
use deskhand_http_core::problem::Fields;
use serde::Deserialize;
use utoipa::IntoParams;

use super::listing::page_limit;
use super::query::{QueryParameters, yes_or_no};

/// The page of a list that has one order only.
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
    /// Whether to count them all.
    #[param(value_type = Option<bool>)]
    count: Option<String>,
}

/// The size of the page, and whether to count.
pub(crate) struct WantedPage {
    pub(crate) limit: PageLimit,
    pub(crate) count: bool,
}

impl QueryParameters for PageQuery {
    type Meaning = WantedPage;

    fn into_meaning(self, fields: &mut Fields) -> Option<WantedPage> {
        Some(WantedPage {
            limit: fields.text("limit", self.limit, page_limit).unwrap_or_default(),
            count: fields.text("count", self.count, yes_or_no).unwrap_or_default(),
        })
    }
}
