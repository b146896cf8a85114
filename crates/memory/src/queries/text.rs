//! Text search.

use deskhand_domain::ports::SearchText;
use deskhand_domain::text::search_folded;

pub(crate) fn contains(text: &str, part: &str) -> bool {
    search_folded(text).contains(&search_folded(part))
}

/// Whether each word is in one of the texts.
pub(crate) fn has_every_word(texts: &[&str], search: &SearchText) -> bool {
    let texts: Vec<String> = texts.iter().map(|text| search_folded(text)).collect();
    search.terms().iter().all(|term| texts.iter().any(|text| text.contains(&term.folded)))
}
