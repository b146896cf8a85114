//! The rules that all texts share: what a line is, what a body is, and in which form they are searched.

mod fold;
mod pasted;
mod visible;

use crate::invalid::Invalid;
use visible::{ends_line, has_visible, is_direction_mark, steers_direction};

pub use fold::search_folded;

/// One trimmed line of `min` to `max` characters, of which a reader sees at least one. Without control characters, ends of lines
/// and what changes the direction of text: it goes into mail subjects and address headers. Marks of direction are left out.
pub(crate) fn line(input: &str, min: usize, max: usize) -> Result<String, Invalid> {
    let text = input.trim_matches(|c: char| c.is_whitespace() || steers_direction(c) || is_direction_mark(c));
    check_length(text, min, max)?;
    if text.contains(has_no_place_in_line) {
        return Err(Invalid::ControlCharacter);
    }
    if !has_visible(text) {
        return Err(Invalid::Empty);
    }
    Ok(text.replace(is_direction_mark, ""))
}

/// Whether a character may not be in a text of one line: it is a control character, ends the line or changes the direction of what follows. In a
/// terminal, too, it could show something else than what is written.
#[must_use]
pub fn has_no_place_in_line(c: char) -> bool {
    c.is_control() || ends_line(c) || steers_direction(c)
}

/// Several lines of 1 to `max` characters, of which a reader sees at least one. Line ends become `\n`; tabs stay; escape
/// sequences of terminals are left out; other control characters become visible. Not trimmed at the front, so that pasted code
/// keeps its indentation.
pub(crate) fn body(input: &str, max: usize) -> Result<String, Invalid> {
    // Every text that is read from a store comes through here, and has nothing to replace.
    let text = pasted::plain(input);
    let text = text.trim_end();
    if !has_visible(text) {
        return Err(Invalid::Empty);
    }
    check_length(text, 1, max)?;
    Ok(text.to_owned())
}

/// Several lines of up to `max` characters, also none, as they are typed: nothing is trimmed. Control characters become
/// what they are in a finished text.
pub(crate) fn unfinished(input: &str, max: usize) -> Result<String, Invalid> {
    let text = pasted::plain(input);
    check_length(&text, 0, max)?;
    Ok(text.into_owned())
}

/// What a text stored under earlier rules has to become to be accepted by those of today: characters that are refused now become
/// U+FFFD, and so does a text that shows nothing. An empty text stays empty.
pub(crate) fn tidied(stored: &str) -> String {
    if stored.trim().is_empty() {
        return stored.to_owned();
    }
    let is_refused = |c: char| c.is_control() || ends_line(c) || steers_direction(c);
    let tidy = stored.replace(is_refused, "\u{FFFD}");
    if has_visible(&tidy) { tidy } else { "\u{FFFD}".to_owned() }
}

/// The text as one line: without control characters, ends of lines and what changes the direction of text.
pub(crate) fn without_hidden(input: &str) -> String {
    input.replace(|c: char| c.is_control() || ends_line(c) || steers_direction(c) || is_direction_mark(c), "")
}

/// Whether a reader sees nothing of the text.
#[must_use]
pub fn is_invisible(text: &str) -> bool {
    !has_visible(text)
}

fn check_length(text: &str, min: usize, max: usize) -> Result<(), Invalid> {
    // Counting stops early, so that a body of many megabytes costs no more than one of `max`; counting all is much faster.
    let length = if text.len() <= max { text.chars().count() } else { text.chars().take(max + 1).count() };
    match length {
        0 if min > 0 => Err(Invalid::Empty),
        n if n < min => Err(Invalid::TooShort { min }),
        n if n > max => Err(Invalid::TooLong { max }),
        _ => Ok(()),
    }
}

/// A newtype over a checked text: parse, `as_str`, `Display`.
macro_rules! text_type {
    ($(#[$doc:meta])* $name:ident($($limit:tt)+) parse $parse:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            $($limit)+

            /// The only way to make one.
            ///
            /// # Errors
            /// [`Invalid`](crate::Invalid) says which rule the text breaks.
            pub fn parse(input: &str) -> Result<Self, $crate::invalid::Invalid> {
                let parse: fn(&str) -> Result<String, $crate::invalid::Invalid> = $parse;
                parse(input).map(Self)
            }

            /// As [`Self::parse`], for a text that a store holds since earlier rules: what they admitted is still read.
            ///
            /// # Errors
            /// [`Invalid`](crate::Invalid) if no rules ever admitted the text.
            pub fn restore(stored: &str) -> Result<Self, $crate::invalid::Invalid> {
                Self::parse(stored).or_else(|reason| Self::parse(&$crate::text::tidied(stored)).map_err(|_| reason))
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
pub(crate) use text_type;

/// A fieldless enum with one stable word for each value: `ALL`, `as_str`, `FromStr`, `Display`.
macro_rules! word_type {
    ($(#[$doc:meta])* $name:ident: $wanted:literal { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable word for it, as the API and the stores write it.
            #[must_use]
            pub const fn as_str(&self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::invalid::Invalid;

            fn from_str(word: &str) -> Result<Self, $crate::invalid::Invalid> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::invalid::Invalid::Format($wanted)),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}
pub(crate) use word_type;
