use std::fmt;

use super::password_form::{normal_form, visible_characters};
use crate::invalid::Invalid;

/// A password as a person typed it, in the form in which RFC 8265 compares passwords (`OpaqueString`): Unicode's
/// normal form C, every kind of space as the ASCII one. So the same password matches, however a keyboard composes it.
/// Never stored, never shown: its `Debug` is a mask.
#[derive(Clone, PartialEq, Eq)]
pub struct Password {
    text: String,
    /// What was typed at a sign-in, where it differs from `text`.
    as_typed: Option<String>,
}

impl Password {
    /// The fewest characters that can be seen: blanks do not count.
    pub const MIN: usize = 8;
    /// The fewest where the policy `password_classes` holds.
    pub const MIN_WITH_CLASSES: usize = 10;
    /// The most characters; all of them count (the hash is taken of the whole).
    pub const MAX: usize = 1024;
    /// How many guesses a new password must withstand. One account may be tried 100 times an hour, so this is more than
    /// a century of tries.
    pub const MIN_GUESSES: u64 = 100_000_000;

    /// A new password: any characters but NUL, without trimming. Whether it is too easy to guess is decided where the
    /// person is known.
    ///
    /// # Errors
    /// [`Invalid`] when it is too short or too long.
    pub fn parse(input: &str) -> Result<Self, Invalid> {
        let password = Self { as_typed: None, ..Self::typed(input)? };
        match visible_characters(&password.text) {
            n if n < Self::MIN => Err(Invalid::TooShort { min: Self::MIN }),
            _ if password.text.contains('\0') => Err(Invalid::ControlCharacter),
            _ => Ok(password),
        }
    }

    /// What was typed at a sign-in: it need not obey today's rules, only be of bounded size.
    ///
    /// # Errors
    /// [`Invalid`] when it is empty or longer than any password can be.
    pub fn typed(input: &str) -> Result<Self, Invalid> {
        // Composing makes a text at most four times as short, and a longer one is not worth normalising.
        let too_long = || Invalid::TooLong { max: Self::MAX };
        if input.chars().nth(4 * Self::MAX).is_some() {
            return Err(too_long());
        }
        let text = normal_form(input);
        match text.chars().count() {
            0 => Err(Invalid::Empty),
            n if n > Self::MAX => Err(too_long()),
            _ => Ok(Self { as_typed: (text != input).then(|| input.to_owned()), text }),
        }
    }

    /// Exactly what was typed, where that differs. Hashes made before passwords were normalised match only this.
    pub(crate) fn as_typed(&self) -> Option<Self> {
        self.as_typed.clone().map(|text| Self { text, as_typed: None })
    }

    /// The characters, for the hasher.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.text
    }

    /// Whether it is just the person's own name or address.
    #[must_use]
    pub(crate) fn repeats(&self, known: &str) -> bool {
        self.text.eq_ignore_ascii_case(known)
    }

    /// The rule of the policy `password_classes`: ten characters, among them a capital letter, a small letter, a digit
    /// and a special character.
    pub(crate) fn check_classes(&self) -> Result<(), Invalid> {
        let has = |class: fn(char) -> bool| self.text.chars().any(class);
        let special = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
        if visible_characters(&self.text) < Self::MIN_WITH_CLASSES {
            Err(Invalid::TooShort { min: Self::MIN_WITH_CLASSES })
        } else if has(char::is_uppercase) && has(char::is_lowercase) && has(char::is_numeric) && has(special) {
            Ok(())
        } else {
            Err(Invalid::NeedsClasses)
        }
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(***)")
    }
}
