use std::fmt;

use time::OffsetDateTime;

use crate::invalid::Invalid;
use crate::text::{self, text_type};

/// How good the help was: one star is very poor, five are very good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stars(u8);

impl Stars {
    /// The fewest.
    pub const MIN: u8 = 1;
    /// The most.
    pub const MAX: u8 = 5;
    /// Every value, from one to five.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// The only way to make one.
    ///
    /// # Errors
    /// [`Invalid::OutOfRange`].
    pub fn parse(stars: i64) -> Result<Self, Invalid> {
        match u8::try_from(stars) {
            Ok(stars @ Self::MIN..=Self::MAX) => Ok(Self(stars)),
            _ => Err(Invalid::OutOfRange { min: Self::MIN.into(), max: Self::MAX.into() }),
        }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl fmt::Display for Stars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

text_type! {
    /// What a reporter adds to the stars: 1 to 1,000 characters of plain text in any number of lines.
    RatingComment(
        /// The most characters.
        pub const MAX: usize = 1_000;
    )
    parse |input| text::body(input.trim_start(), RatingComment::MAX)
}

/// How a reporter rates the help with their ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// How good it was.
    pub stars: Stars,
    /// What they add.
    pub comment: Option<RatingComment>,
    /// When they rated it.
    pub at: OffsetDateTime,
}
