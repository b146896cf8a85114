//! A sentence of a mail, in which words of people stand apart from ours.

/// A part of a sentence.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    /// Whether a person chose these words. HTML isolates them, so that words of a script that runs from right to left do not
    /// rearrange the sentence.
    pub(crate) is_theirs: bool,
}

pub(crate) type Sentence = Vec<Piece>;

pub(crate) fn ours(text: impl Into<String>) -> Piece {
    Piece { text: text.into(), is_theirs: false }
}

pub(crate) fn theirs(text: impl Into<String>) -> Piece {
    Piece { text: text.into(), is_theirs: true }
}
