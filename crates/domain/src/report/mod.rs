//! What a report covers and how it measures: pure arithmetic, the same over every store.

mod period;
mod rank;

pub use period::{EmptyPeriod, Period};
pub use rank::{Percent, nearest_rank};
