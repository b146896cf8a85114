//! The rules that all texts share: what a line is, what a body is.

use std::borrow::Cow;

use crate::invalid::Invalid;

/// One trimmed line of `min` to `max` characters, without control characters or direction overrides:
/// it goes into mail subjects and address headers.
pub(crate) fn line(input: &str, min: usize, max: usize) -> Result<String, Invalid> {
    let text = input.trim();
    check_length(text, min, max)?;
    if text.chars().any(|c| c.is_control() || steers_direction(c)) {
        return Err(Invalid::ControlCharacter);
    }
    Ok(text.to_owned())
}

/// Several lines of 1 to `max` characters. Line ends become `\n`; tabs stay; other control characters
/// are refused. Not trimmed at the front, so that pasted code keeps its indentation.
pub(crate) fn body(input: &str, max: usize) -> Result<String, Invalid> {
    if input.trim().is_empty() {
        return Err(Invalid::Empty);
    }
    // Every text that is read from a store comes through here, and none of them has any.
    let text = if input.contains('\r') {
        Cow::Owned(input.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(input)
    };
    let text = text.trim_end();
    check_length(text, 1, max)?;
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(Invalid::ControlCharacter);
    }
    Ok(text.to_owned())
}

/// The form in which texts are searched: the same on every storage, whatever its collation.
#[must_use]
pub fn case_folded(text: &str) -> String {
    text.to_lowercase()
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

/// Embeddings, overrides and isolates (UAX #9) can make a name or subject read as something else.
const fn steers_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
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
