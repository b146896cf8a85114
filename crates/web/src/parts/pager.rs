use std::fmt::Display;
use std::str::FromStr;

use deskhand_domain::ports::PageLimit;
use url::form_urlencoded::Serializer;

/// How many rows a page of a list shows.
const ROWS: i64 = 25;

/// How many rows a page of a list shows.
pub(crate) fn rows_of_a_page() -> PageLimit {
    PageLimit::parse(ROWS).unwrap_or_default()
}

/// The way from one page of a list to others: their paths with queries, where there are such pages.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Pager {
    pub(crate) first: Option<String>,
    pub(crate) next: Option<String>,
}

impl Pager {
    /// `path` and `filter` name the list; what of the filter is empty is left out. `next` is the last row, if there are more after it.
    pub(crate) fn new(path: &str, filter: &[(&str, &str)], is_first: bool, next: Option<&str>) -> Self {
        let address =
            |after: Option<&str>| path_with(path, filter.iter().copied().chain(after.map(|after| ("after", after))));
        Self { first: (!is_first).then(|| address(None)), next: next.map(|next| address(Some(next))) }
    }
}

/// A path with its query; what is empty is left out.
pub(crate) fn path_with<'a>(path: &str, query: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut text = Serializer::new(String::new());
    text.extend_pairs(query.into_iter().filter(|(_, value)| !value.is_empty()));
    let text = text.finish();
    if text.is_empty() { path.to_owned() } else { format!("{path}?{text}") }
}

/// A row as addresses name it: its sorted value and its id.
pub(crate) fn row_text(value: i64, id: impl Display) -> String {
    format!("{value}_{id}")
}

/// The row that an address names.
pub(crate) fn named_row<I: FromStr>(text: &str) -> Option<(i64, I)> {
    let (value, id) = text.split_once('_')?;
    Some((value.parse().ok()?, id.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use deskhand_domain::PersonId;

    use super::*;

    #[test]
    fn a_list_leads_to_its_other_pages_with_the_same_filter() {
        let filter = [("role", "engineer"), ("status", ""), ("q", "a&b ö")];
        let pager = Pager::new("/people", &filter, false, Some("-5_x"));
        assert_eq!(pager.first.as_deref(), Some("/people?role=engineer&q=a%26b+%C3%B6"));
        assert_eq!(pager.next.as_deref(), Some("/people?role=engineer&q=a%26b+%C3%B6&after=-5_x"));
        assert_eq!(Pager::new("/people", &[], true, None), Pager { first: None, next: None });
        assert_eq!(Pager::new("/people", &[("q", "")], false, None).first.as_deref(), Some("/people"));
    }

    #[test]
    fn a_row_is_read_as_it_was_written_and_all_else_is_no_row() {
        let id: PersonId = "0197a5b0-0000-7000-8000-000000000001".parse().unwrap();
        assert_eq!(named_row(&row_text(-7, id)), Some((-7, id)));
        for text in ["", "_", "7", "7_", "x_0197a5b0-0000-7000-8000-000000000001", "7_ada"] {
            assert_eq!(named_row::<PersonId>(text), None, "{text:?}");
        }
    }
}
