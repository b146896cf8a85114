//! How much is measured, and for how long.

use std::time::Duration;

use crate::operations::Operation;

/// The sizes of one run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Whether only the main operations are measured.
    pub only_main: bool,
    /// Of the operations, only those whose name contains one of these; all where there is none.
    pub only_named: Vec<String>,
    /// How many connections the main operations are measured with; all others with [`Plan::SOME`].
    pub connections: Vec<usize>,
    /// How often the program and its twin take turns.
    pub rounds: usize,
    /// The same where something is read, searches apart: of thirty such rows the worst is judged, so each must be exact.
    pub rounds_of_reads: usize,
    /// How long each of these rounds is.
    pub round: Duration,
    /// What is not counted at the beginning of each.
    pub warm_up: Duration,
    /// How long a sign-in is measured, which takes a thousand times longer than anything else.
    pub slow_round: Duration,
    /// The sizes of desks by which growth is measured, beginning with the smallest.
    pub sizes: Vec<u32>,
    /// The size at which the program is compared with its twin.
    pub compared_at: u32,
    /// How often desks of different sizes take turns.
    pub growth_rounds: usize,
    /// How long each of these rounds is where something is read.
    pub growth_of_reads: Duration,
    /// The same where something is written: that is slower, and the slowest hundredth of it must be more than a few.
    pub growth_of_writes: Duration,
    /// How long each half of the flood of sign-ins is.
    pub flood_time: Duration,
    /// How long the overload lasts.
    pub overload_time: Duration,
    /// How many idle streams are opened.
    pub streams: usize,
    /// How many times as many turns are played as well where the first leave a row near its target, or beyond: of fifty such rows
    /// the worst is judged, and the 99th percentile of one second's work varies by a third.
    pub more_where_close: usize,
    /// How many turns of each part may be played again, because others took the processors meanwhile.
    pub again: u32,
}

impl Plan {
    /// A crowd of ordinary size.
    pub const SOME: usize = 16;
    /// As many as the targets speak of.
    pub const MANY: usize = 64;

    /// Everything: about an hour, and 10 minutes more to fill the databases.
    #[must_use]
    pub fn full() -> Self {
        Self {
            only_main: false,
            only_named: Vec::new(),
            connections: vec![1, Self::SOME, Self::MANY],
            rounds: 8,
            rounds_of_reads: 16,
            round: Duration::from_millis(500),
            warm_up: Duration::from_millis(150),
            slow_round: Duration::from_millis(2500),
            sizes: vec![1_000, 100_000, 1_000_000],
            compared_at: 100_000,
            growth_rounds: 6,
            growth_of_reads: Duration::from_millis(500),
            growth_of_writes: Duration::from_millis(1500),
            flood_time: Duration::from_secs(10),
            overload_time: Duration::from_secs(60),
            streams: 1000,
            more_where_close: 2,
            again: 40,
        }
    }

    /// Whether an operation is measured.
    #[must_use]
    pub fn wants(&self, operation: &Operation) -> bool {
        let is_named = |part: &String| operation.name.contains(part.as_str());
        (operation.is_main || !self.only_main) && (self.only_named.is_empty() || self.only_named.iter().any(is_named))
    }

    /// Less than three minutes, for a look while working.
    #[must_use]
    pub fn quick() -> Self {
        Self {
            only_main: true,
            connections: vec![Self::SOME],
            rounds: 4,
            rounds_of_reads: 4,
            round: Duration::from_millis(250),
            warm_up: Duration::from_millis(100),
            slow_round: Duration::from_millis(800),
            sizes: vec![1_000, 100_000],
            growth_rounds: 2,
            growth_of_reads: Duration::from_millis(350),
            growth_of_writes: Duration::from_millis(600),
            flood_time: Duration::from_secs(3),
            overload_time: Duration::from_secs(4),
            more_where_close: 0,
            again: 0,
            ..Self::full()
        }
    }
}
