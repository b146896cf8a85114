/// A percentage that is a percentile: 1 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Percent(u8);

impl Percent {
    /// The half.
    pub const MEDIAN: Self = Self(50);
    /// What nineteen of twenty stay below or at.
    pub const P95: Self = Self(95);

    /// So many of a hundred; `None` outside 1 to 100.
    #[must_use]
    pub const fn new(of_a_hundred: u8) -> Option<Self> {
        if of_a_hundred >= 1 && of_a_hundred <= 100 { Some(Self(of_a_hundred)) } else { None }
    }
}

/// Which of `count` values, in ascending order and counted from 1, is the percentile: the smallest one that at least
/// so many of a hundred don't exceed (nearest rank, without interpolation: the answer is a value that was measured).
/// `None` of nothing.
#[must_use]
pub const fn nearest_rank(percent: Percent, count: u64) -> Option<u64> {
    if count == 0 {
        return None;
    }
    // As u128: no count is too large.
    let rank = (percent.0 as u128 * count as u128).div_ceil(100);
    Some(rank as u64)
}
