use time::OffsetDateTime;

use crate::invalid::Invalid;

/// How many rows a page of a list has: 1 to 100, 20 unless said otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageLimit(u32);

impl PageLimit {
    /// The most rows.
    pub const MAX: u32 = 100;
    /// The rows where the caller gave no number.
    pub const DEFAULT: u32 = 20;
    /// The largest page: for reading a list to its end.
    pub const LARGEST: Self = Self(Self::MAX);

    /// The only way to make one.
    ///
    /// # Errors
    /// [`Invalid::OutOfRange`] outside 1 to [`PageLimit::MAX`].
    pub fn parse(rows: i64) -> Result<Self, Invalid> {
        match u32::try_from(rows) {
            Ok(n) if (1..=Self::MAX).contains(&n) => Ok(Self(n)),
            _ => Err(Invalid::OutOfRange { min: 1, max: i64::from(Self::MAX) }),
        }
    }

    /// The number of rows.
    #[must_use]
    pub const fn get(&self) -> u32 {
        self.0
    }
}

impl Default for PageLimit {
    fn default() -> Self {
        Self(Self::DEFAULT)
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows, in the order that was asked for.
    pub rows: Vec<T>,
    /// Whether there are more after them.
    pub has_more: bool,
    /// How many there are in all; only where it was asked for.
    pub total: Option<Total>,
}

/// How many rows a list has. A store counts to one more than [`Total::MAX`] and stops there, so that the cost of a count does not grow
/// with the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total(u64);

impl Total {
    /// The largest number of rows that is counted exactly.
    pub const MAX: u64 = 10_000;

    /// The total of a list of which so many rows were counted. A store MAY stop counting above [`Total::MAX`].
    #[must_use]
    pub const fn of(counted: u64) -> Self {
        if counted > Self::MAX { Self(Self::MAX + 1) } else { Self(counted) }
    }

    /// The number of rows, at most [`Total::MAX`].
    #[must_use]
    pub const fn rows(self) -> u64 {
        if self.is_capped() { Self::MAX } else { self.0 }
    }

    /// The number of rows counted: one more than [`Total::MAX`] where it is capped. Totals of the parts of a list are added by it.
    #[must_use]
    pub const fn counted(self) -> u64 {
        self.0
    }

    /// Whether the list has more rows than [`Total::MAX`].
    #[must_use]
    pub const fn is_capped(self) -> bool {
        self.0 > Self::MAX
    }
}

/// The most values that a filter or a list in a command may have. Each costs a look-up.
pub const MOST_VALUES: usize = 100;

/// Checks the length of a list of values.
///
/// # Errors
/// [`Invalid::TooMany`] above [`MOST_VALUES`].
pub const fn check_number_of_values(values: usize) -> Result<(), Invalid> {
    if values > MOST_VALUES { Err(Invalid::TooMany { max: MOST_VALUES }) } else { Ok(()) }
}

/// Milliseconds since 1970: how a position of a list holds a time.
pub(super) fn millis(at: OffsetDateTime) -> i64 {
    at.unix_timestamp() * 1000 + i64::from(at.millisecond())
}
