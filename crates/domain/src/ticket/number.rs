use std::fmt;
use std::str::FromStr;

use crate::invalid::Invalid;

/// The number that people say on the phone: 1, 2, 3 ... in the order of opening, never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TicketNumber(u64);

impl TicketNumber {
    /// The first ticket's.
    pub const FIRST: Self = Self(1);
    /// The largest that every store and JSON reader holds exactly (2^53 - 1).
    pub const MAX: u64 = (1 << 53) - 1;

    /// The only way to make one.
    ///
    /// # Errors
    /// [`Invalid::OutOfRange`] outside 1 to [`TicketNumber::MAX`].
    pub const fn new(number: u64) -> Result<Self, Invalid> {
        if number >= 1 && number <= Self::MAX {
            Ok(Self(number))
        } else {
            #[expect(clippy::cast_possible_wrap, reason = "MAX is 2^53 - 1")]
            Err(Invalid::OutOfRange { min: 1, max: Self::MAX as i64 })
        }
    }

    /// The bare number.
    #[must_use]
    pub const fn get(&self) -> u64 {
        self.0
    }
}

impl fmt::Display for TicketNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for TicketNumber {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        text.parse().map_err(|_| Invalid::Format("a ticket number such as 42")).and_then(Self::new)
    }
}
