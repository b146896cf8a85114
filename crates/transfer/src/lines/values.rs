//! Values of the domain out of values of a line, with their places.

use std::str::FromStr;

use deskhand_domain::Invalid;

use super::error::LineError;

/// A word of one of the domain's lists, or an id.
pub(super) fn word<T: FromStr<Err = Invalid>>(path: &str, word: &str) -> Result<T, LineError> {
    word.parse().map_err(LineError::at(path))
}

/// The same, where there may be none.
pub(super) fn optional_word<T: FromStr<Err = Invalid>>(
    path: &str,
    text: Option<&String>,
) -> Result<Option<T>, LineError> {
    text.map(|text| word(path, text)).transpose()
}

/// A checked text.
pub(super) fn text<T>(path: &str, text: &str, parse: impl FnOnce(&str) -> Result<T, Invalid>) -> Result<T, LineError> {
    parse(text).map_err(LineError::at(path))
}

/// The same, where there may be none.
pub(super) fn optional_text<T>(
    path: &str,
    value: Option<&String>,
    parse: impl FnOnce(&str) -> Result<T, Invalid>,
) -> Result<Option<T>, LineError> {
    value.map(|value| text(path, value, parse)).transpose()
}
