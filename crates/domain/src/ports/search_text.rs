use crate::invalid::Invalid;
use crate::text::search_folded;
use crate::ticket::TicketNumber;

/// The words of a search. All of them must be found, in any order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchText(Vec<SearchTerm>);

/// A word of a search, or a phrase that was in quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchTerm {
    /// What must be contained in the searched text, in the form of [`search_folded`]; never empty.
    pub folded: String,
    /// The ticket that the word names, as `97` and `#97` do: it is found as well.
    pub number: Option<TicketNumber>,
}

impl SearchText {
    /// The most words: each is a search of its own.
    pub const MAX_TERMS: usize = 8;

    /// Takes a search apart: words are separated by white space, `"quotes"` make a phrase of several. A quote without its
    /// counterpart is a character like any other.
    ///
    /// # Errors
    /// [`Invalid::Empty`] without any word; [`Invalid::Format`] with more than [`SearchText::MAX_TERMS`].
    pub fn parse(input: &str) -> Result<Self, Invalid> {
        let mut terms: Vec<SearchTerm> = Vec::new();
        let mut rest = input.trim_start();
        while !rest.is_empty() {
            let (word, after) = first_word(rest);
            rest = after.trim_start();
            let folded = search_folded(word).trim().to_owned();
            if !folded.is_empty() && !terms.iter().any(|term| term.folded == folded) {
                terms.push(SearchTerm { number: number_in(&folded), folded });
            }
        }
        match terms.len() {
            0 => Err(Invalid::Empty),
            1..=Self::MAX_TERMS => Ok(Self(terms)),
            _ => Err(Invalid::Format("at most 8 words; quotes make one of several")),
        }
    }

    /// The words, each once.
    #[must_use]
    pub fn terms(&self) -> &[SearchTerm] {
        &self.0
    }
}

/// The first word or phrase, and what comes after it.
fn first_word(text: &str) -> (&str, &str) {
    if let Some((phrase, rest)) = text.strip_prefix('"').and_then(|quoted| quoted.split_once('"')) {
        return (phrase, rest);
    }
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

fn number_in(word: &str) -> Option<TicketNumber> {
    let digits = word.strip_prefix('#').unwrap_or(word);
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}
