//! What a report covers and how it measures: pure arithmetic, the same over every store.

mod period;
mod rank;
mod ratings;

pub use period::{EmptyPeriod, Period};
pub use rank::{Percent, nearest_rank};
pub use ratings::RatingCounts;
