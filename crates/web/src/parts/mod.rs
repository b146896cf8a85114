//! What several pages show in the same way.

mod keys;
mod moments;
mod pager;
mod span;

use deskhand_domain::PersonId;
use deskhand_domain::people::{Language, Password, Username};
use deskhand_domain::policy::Workflow;
use deskhand_domain::ports::SearchText;

pub(crate) use keys::{KEYS, Key};
pub(crate) use moments::Moments;
pub(crate) use pager::{Pager, named_row, path_with, row_text, rows_of_a_page};
pub(crate) use span::span;

/// What was typed into a form, whose lines end with CR LF.
pub(crate) fn typed_text(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// What was typed into a field for searching, where there are words in it.
pub(crate) fn typed_search(text: &str) -> Option<SearchText> {
    let words: String = text.chars().filter(|c| !c.is_control()).take(200).collect();
    SearchText::parse(&words).ok()
}

/// The path of a person's account. Some usernames are paths of other pages.
pub(crate) fn person_path(username: &Username, id: PersonId) -> String {
    match username.as_str() {
        "new" | "waiting" => format!("/people/{id}"),
        username => format!("/people/{username}"),
    }
}

/// A language in its own words.
pub(crate) const fn language_name(language: &Language) -> &'static str {
    match language {
        Language::English => "English",
        Language::German => "Deutsch",
    }
}

/// The fewest characters of a new password.
pub(crate) const fn password_minimum(rules: &Workflow) -> usize {
    if rules.password_classes { Password::MIN_WITH_CLASSES } else { Password::MIN }
}

/// A number of bytes as people read it.
pub(crate) fn size(bytes: &u64) -> String {
    match *bytes {
        bytes if bytes < 1_000 => format!("{bytes} B"),
        bytes if bytes < 1_000_000 => format!("{} kB", bytes / 1_000),
        bytes => format!("{:.1} MB", bytes as f64 / 1_000_000.0),
    }
}
