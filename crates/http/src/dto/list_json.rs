use deskhand_domain::ports::Total;
use serde::Serialize;
use utoipa::ToSchema;

/// One page of a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ListJson<T> {
    /// The rows, in the order that was asked for.
    data: Vec<T>,
    page: PageJson,
}

/// The position of a page in its list.
#[derive(Serialize, ToSchema)]
pub(crate) struct PageJson {
    /// To be sent as `cursor`, with the same filter and sort, for the next page.
    #[schema(required)]
    next_cursor: Option<String>,
    /// Whether there is a next page.
    has_more: bool,
    /// How many there are in all, at most 10,000; only where `count=true` asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, maximum = 10000)]
    total: Option<u64>,
    /// Whether there are more than `total` says; only beside it, and only where it is true.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    total_is_capped: Option<bool>,
}

impl<T> ListJson<T> {
    pub(crate) const fn new(data: Vec<T>, next_cursor: Option<String>, has_more: bool, total: Option<Total>) -> Self {
        let total_is_capped = match total {
            Some(total) if total.is_capped() => Some(true),
            _ => None,
        };
        let total = match total {
            Some(total) => Some(total.rows()),
            None => None,
        };
        Self { data, page: PageJson { next_cursor, has_more, total, total_is_capped } }
    }

    /// The cursor of the next page, if there is one.
    pub(crate) fn next_cursor(&self) -> Option<&str> {
        self.page.next_cursor.as_deref()
    }

    /// The rows without their page.
    pub(crate) fn into_rows(self) -> Vec<T> {
        self.data
    }
}
