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
    pub total: Option<u64>,
}

/// Milliseconds since 1970: how a position of a list holds a time.
pub(super) fn millis(at: OffsetDateTime) -> i64 {
    at.unix_timestamp() * 1000 + i64::from(at.millisecond())
}
