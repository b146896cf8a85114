//! The classes of lines.

use super::words;

/// One line of a text.
#[derive(Clone, Debug)]
pub(super) struct Line<'t> {
    /// Where it begins in the text, in bytes.
    pub(super) start: usize,
    /// What it says, without marks of quotes and white space around.
    pub(super) text: &'t str,
    pub(super) class: Class,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Text,
    Blank,
    /// Begins with `>`.
    Quote,
    /// `From: Ada`: part of a header block.
    Header,
    /// `----- Original Message -----`.
    Original,
    /// `---------- Forwarded message ----------`: the sender wants to pass on what follows.
    Forward,
    /// A row of underscores, as Outlook draws above a header block.
    Delimiter,
    /// `-- `: what follows is a signature.
    SignatureMark,
    /// `Sent from my telephone`.
    MobileSignature,
}

/// The lines of a text, each with its class.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let is_quote = line.trim_start().starts_with('>');
        let bare = line.trim_start_matches(|c: char| c.is_whitespace() || (is_quote && c == '>')).trim_end();
        let class = if is_quote { Class::Quote } else { class_of(bare, line) };
        lines.push(Line { start, text: bare, class });
        start += line.len();
    }
    lines
}

fn class_of(text: &str, line: &str) -> Class {
    let begins_at_margin = !line.starts_with([' ', '\t']);
    if text.is_empty() {
        Class::Blank
    } else if text == "--" && begins_at_margin {
        Class::SignatureMark
    } else if text.len() >= 10 && text.chars().all(|c| c == '_') {
        Class::Delimiter
    } else if words::is_forward(text) {
        Class::Forward
    } else if words::is_original_message(text) {
        Class::Original
    } else if words::is_header(text) {
        Class::Header
    } else if words::is_mobile_signature(text) {
        Class::MobileSignature
    } else {
        Class::Text
    }
}
