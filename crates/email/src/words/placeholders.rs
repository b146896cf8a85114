//! What stands in Fluent's result for values that must not go through it.

use crate::sentence::{Piece, Sentence};

/// Code points that are no characters (Unicode 23.7): no text has them.
const BEGIN: char = '\u{FDD0}';
const END: char = '\u{FDD1}';

pub(super) fn placeholder(index: usize) -> String {
    format!("{BEGIN}{index}{END}")
}

/// The text, with the pieces in the places of their placeholders.
pub(super) fn fill(text: &str, inserted: &[&[Piece]]) -> Sentence {
    let mut parts = text.split(BEGIN);
    let mut pieces: Vec<Piece> = parts.next().and_then(ours).into_iter().collect();
    for part in parts {
        let (index, rest) = part.split_once(END).unwrap_or(("", part));
        let filled = index.parse().ok().and_then(|index: usize| inserted.get(index));
        pieces.extend(filled.into_iter().flat_map(|pieces| pieces.iter().cloned()));
        pieces.extend(ours(rest));
    }
    Sentence(pieces)
}

fn ours(text: &str) -> Option<Piece> {
    (!text.is_empty()).then(|| Piece::Ours(text.to_owned()))
}
