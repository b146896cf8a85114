use std::fmt;

use crate::invalid::Invalid;

/// A password as a person typed it. Never stored, never shown: its `Debug` is a mask.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// Passwords that every attacker tries first; longer lists belong in front of the service.
const GUESSED_FIRST: &[&str] = &[
    "password",
    "password1",
    "password123",
    "12345678",
    "123456789",
    "1234567890",
    "qwertyui",
    "qwerty123",
    "11111111",
    "00000000",
    "abcd1234",
    "abc12345",
    "iloveyou",
    "letmein1",
    "welcome1",
    "admin123",
    "changeme",
    "sunshine",
    "princess",
    "football",
    "baseball",
    "superman",
    "trustno1",
    "passw0rd",
    "qwertyuiop",
];

impl Password {
    /// The fewest characters.
    pub const MIN: usize = 8;
    /// The most characters; all of them count (the hash is taken of the whole).
    pub const MAX: usize = 1024;

    /// Accepts any characters but NUL, without trimming or rules of composition.
    ///
    /// # Errors
    /// [`Invalid`] when it is too short, too long, or among the most common.
    pub fn parse(input: &str) -> Result<Self, Invalid> {
        match input.chars().take(Self::MAX + 1).count() {
            0 => return Err(Invalid::Empty),
            n if n < Self::MIN => return Err(Invalid::TooShort { min: Self::MIN }),
            n if n > Self::MAX => return Err(Invalid::TooLong { max: Self::MAX }),
            _ => {}
        }
        if input.contains('\0') {
            return Err(Invalid::ControlCharacter);
        }
        if GUESSED_FIRST.contains(&input.to_lowercase().as_str()) {
            return Err(Invalid::Guessable);
        }
        Ok(Self(input.to_owned()))
    }

    /// What was typed at a sign-in: it need not obey today's rules, only be of bounded size.
    ///
    /// # Errors
    /// [`Invalid`] when it is empty or longer than any password can be.
    pub fn typed(input: &str) -> Result<Self, Invalid> {
        match input.chars().take(Self::MAX + 1).count() {
            0 => Err(Invalid::Empty),
            n if n > Self::MAX => Err(Invalid::TooLong { max: Self::MAX }),
            _ => Ok(Self(input.to_owned())),
        }
    }

    /// The characters, for the hasher.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether it is just the person's own name or address.
    #[must_use]
    pub(crate) fn repeats(&self, known: &str) -> bool {
        self.0.eq_ignore_ascii_case(known)
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(***)")
    }
}

/// What a [`PasswordHasher`](crate::ports::PasswordHasher) made of a password.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Wraps the hasher's own text form.
    #[must_use]
    pub const fn new(hash: String) -> Self {
        Self(hash)
    }

    /// The hasher's own text form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(***)")
    }
}
