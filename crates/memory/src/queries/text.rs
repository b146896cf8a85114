//! Text search.

use deskhand_domain::text::case_folded;

pub(crate) fn contains(text: &str, part: &str) -> bool {
    case_folded(text).contains(&case_folded(part))
}
