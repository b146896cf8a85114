use std::fmt;

use crate::invalid::Invalid;

/// A code as a person typed it, without the blanks and hyphens that make it readable. Its `Debug` is a mask.
#[derive(Clone, PartialEq, Eq)]
pub enum TypedCode {
    /// Of an authenticator app: six digits.
    OneTime(String),
    /// One of the recovery codes, in small letters.
    Recovery(String),
}

impl TypedCode {
    /// The most characters that are read.
    pub const MAX: usize = 64;
    /// The digits of a code of an app.
    pub const DIGITS: usize = 6;

    /// Six digits are a code of an app, everything else a recovery code.
    ///
    /// # Errors
    /// [`Invalid::Empty`], [`Invalid::TooLong`].
    pub fn parse(input: &str) -> Result<Self, Invalid> {
        if input.chars().nth(Self::MAX).is_some() {
            return Err(Invalid::TooLong { max: Self::MAX });
        }
        let code = Self::bare(input);
        match code.len() {
            0 => Err(Invalid::Empty),
            Self::DIGITS if code.bytes().all(|byte| byte.is_ascii_digit()) => Ok(Self::OneTime(code)),
            _ => Ok(Self::Recovery(code)),
        }
    }

    /// A recovery code as its digest is taken.
    #[must_use]
    pub fn bare(code: &str) -> String {
        code.chars().filter(|c| !c.is_whitespace() && *c != '-').flat_map(char::to_lowercase).collect()
    }
}

impl fmt::Debug for TypedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedCode(***)")
    }
}
