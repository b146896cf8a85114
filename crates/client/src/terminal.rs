//! What a server says, as a terminal may be given it: escape sequences would clear the screen or write the clipboard.

use std::fmt;

use deskhand_domain::text::has_no_place_in_line;
use serde::{Deserialize, Deserializer};

/// A text in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line(String);

/// A text that may have several lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text(String);

impl Line {
    pub(crate) fn new(text: &str) -> Self {
        Self(freed(text, |_| false))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// At most this many characters of it.
    pub(crate) fn beginning(&self, most: usize) -> String {
        match self.0.char_indices().nth(most) {
            Some((end, _)) => format!("{}…", self.0.get(..end).unwrap_or_default()),
            None => self.0.clone(),
        }
    }
}

impl Text {
    pub(crate) fn new(text: &str) -> Self {
        Self(freed(text, |letter| matches!(letter, '\n' | '\t')))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// With a mark in the place of what the desk takes into no line, but for what may stay.
fn freed(text: &str, may_stay: fn(char) -> bool) -> String {
    let is_harmful = |letter| has_no_place_in_line(letter) && !may_stay(letter);
    text.replace(is_harmful, "\u{fffd}")
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::new(&text))
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::new(&text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_moves_the_cursor_or_turns_the_text_is_left() {
        let hostile = "a\u{1b}[2J\u{9b}b\u{202E}c\r\nd\te ü灯";
        assert_eq!(Line::new(hostile).as_str(), "a\u{fffd}[2J\u{fffd}b\u{fffd}c\u{fffd}\u{fffd}d\u{fffd}e ü灯");
        assert_eq!(Text::new(hostile).as_str(), "a\u{fffd}[2J\u{fffd}b\u{fffd}c\u{fffd}\nd\te ü灯");
        assert_eq!((Line::new("üüü").beginning(2).as_str(), Line::new("üüü").beginning(3).as_str()), ("üü…", "üüü"));
    }
}
