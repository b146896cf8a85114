//! The random number generator of the tests, and the number of rounds.

use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

/// A random number generator (xorshift64*). The same seed gives the same numbers.
pub(super) struct Rng(u64);

impl Rng {
    /// Prints the seed, so that a failure can be repeated.
    pub(super) fn new(test: &str) -> Self {
        let seed = setting("DESKHAND_TEST_SEED").unwrap_or_else(any_number);
        println!("{test}: DESKHAND_TEST_SEED={seed}");
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(super) const fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % limit
    }

    pub(super) const fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.below(most - least + 1)
    }
}

/// The number of rounds: that of `make soak` if set, else a small one.
pub(super) fn rounds(few: u64) -> u64 {
    setting("DESKHAND_TEST_ROUNDS").unwrap_or(few)
}

fn setting<T: FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok().and_then(|value| value.parse().ok())
}

#[expect(clippy::disallowed_methods, reason = "another seed at each run, printed so that it can be set")]
fn any_number() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos().into()
}
