//! What of an answer is new, and what is a copy of what was there before. Only answers are trimmed, never a first mail.
//!
//! All that is cut is at the end: everything from our marker, a header block or an `Original Message` line on, quotes that nothing
//! of the sender's follows, and signatures. Quotes between lines of the sender's stay: they are what the lines answer.

mod attribution;
mod cuts;
mod line_class;
mod original_sender;
mod words;

pub use original_sender::original_sender;

use crate::ticket::TicketNumber;

/// The line in our letters above which people answer, around words of any language. By its ends it is known again.
#[must_use]
pub fn answer_marker(words: &str, number: TicketNumber) -> String {
    format!("-- {} {}", words.split_whitespace().collect::<Vec<_>>().join(" "), end_of_marker(number))
}

fn end_of_marker(number: TicketNumber) -> String {
    format!("(#{number}) --")
}

/// A text in two parts. Together, in this order, they are the text, byte by byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trimmed<'t> {
    /// What is new. Empty only if the text is.
    pub kept: &'t str,
    /// Quotes, headers and signatures at the end. May begin with blank lines.
    pub elided: &'t str,
}

impl<'t> Trimmed<'t> {
    /// Trims the text of an answer: lines end with `\n`, quotes begin with `>`. `number` is the ticket that it answers, where that
    /// is known: then our marker with this number counts.
    ///
    /// If nothing that a reader sees would be left, nothing is cut. What is kept would not be trimmed again.
    #[must_use]
    pub fn of(text: &'t str, number: Option<TicketNumber>) -> Self {
        let marker = number.map(end_of_marker);
        let lines = line_class::lines(text);
        let mut end = lines.len();
        while let Some(cut) = cuts::next(lines.get(..end).unwrap_or_default(), marker.as_deref()) {
            end = cut;
        }
        let (kept, elided) = text.split_at(lines.get(end).map_or(text.len(), |line| line.start));
        Self { kept, elided }
    }
}
