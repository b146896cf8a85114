//! A sentence of a letter, in which words of people stand apart from ours.

use std::fmt;
use std::sync::Arc;

use minijinja::value::{Object, ObjectRepr};

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A text of ours.
    Ours(String),
    /// What a person chose. HTML isolates it, so that words of a script that runs from right to left do not rearrange the sentence.
    Theirs(String),
    /// HTML that a template made, such as a link.
    Markup(String),
}

impl Piece {
    fn as_str(&self) -> &str {
        match self {
            Self::Ours(text) | Self::Theirs(text) | Self::Markup(text) => text,
        }
    }
}

/// A value of templates that knows how to be written in HTML and in plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sentence(pub(crate) Vec<Piece>);

impl Sentence {
    pub(crate) fn ours(text: impl Into<String>) -> Self {
        Self(vec![Piece::Ours(text.into())])
    }

    pub(crate) fn theirs(text: impl Into<String>) -> Self {
        Self(vec![Piece::Theirs(text.into())])
    }

    /// With a capital letter, where it begins with a text of ours.
    pub(crate) fn capitalized(mut self) -> Self {
        if let Some(Piece::Ours(text)) = self.0.first_mut() {
            let mut chars = text.chars();
            *text = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
        }
        self
    }

    pub(crate) fn to_html(&self) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Ours(text) => escaped(text),
            Piece::Theirs(text) => format!("<bdi>{}</bdi>", escaped(text)),
            Piece::Markup(html) => html.clone(),
        };
        self.0.iter().map(piece).collect()
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| f.write_str(piece.as_str()))
    }
}

impl Object for Sentence {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text in HTML, between tags and in attributes with quotes.
pub(crate) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' | '>' | '&' | '"' | '\'' => html.push_str(&format!("&#{};", u32::from(c))),
            c => html.push(c),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_capitalized_but_no_name() {
        assert_eq!(Sentence::ours("über alles").capitalized(), Sentence::ours("Über alles"));
        assert_eq!(Sentence::ours("").capitalized(), Sentence::ours(""));
        assert_eq!(Sentence::theirs("ada").capitalized(), Sentence::theirs("ada"));
    }

    #[test]
    fn html_isolates_and_escapes_what_people_chose() {
        let sentence =
            Sentence(vec![Piece::Theirs("<b>\"O'Hara\" & Co".to_owned()), Piece::Ours(" wrote:".to_owned())]);
        assert_eq!(sentence.to_html(), "<bdi>&#60;b&#62;&#34;O&#39;Hara&#34; &#38; Co</bdi> wrote:");
        assert_eq!(sentence.to_string(), "<b>\"O'Hara\" & Co wrote:");
    }
}
