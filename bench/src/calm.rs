//! Whether the machine was ours while something was measured. A virtual machine shares its processors with others on the same
//! host, which may take a third of them for seconds; what is measured then says nothing of the program.

use std::ops::AddAssign;
use std::sync::atomic::{AtomicU32, Ordering};

use serde::Serialize;

/// A measurement during which others took at least this share of the time that the processors worked is made again.
const LEAST_THAT_DISTURBS: f64 = 0.05;
/// So many attempts in all: others may be busy for long.
const ATTEMPTS: u32 = 3;

/// Measures again what others disturbed, as often as there is time for it.
pub struct Calm {
    spare: u32,
    repeated: AtomicU32,
    kept: AtomicU32,
    look: fn() -> Option<Processors>,
}

/// How often others disturbed a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Disturbances {
    /// Measurements that were made again.
    pub repeated: u32,
    /// Measurements that count in spite of it.
    pub kept: u32,
}

impl AddAssign for Disturbances {
    fn add_assign(&mut self, others: Self) {
        self.repeated += others.repeated;
        self.kept += others.kept;
    }
}

impl Calm {
    /// So many measurements may be made again.
    #[must_use]
    pub const fn new(spare: u32) -> Self {
        Self { spare, repeated: AtomicU32::new(0), kept: AtomicU32::new(0), look: Processors::now }
    }

    /// What was measured in peace, or else with the least disturbance. Where the system doesn't say what others take, that is
    /// the first attempt.
    pub async fn measure<T>(&self, mut attempt: impl AsyncFnMut() -> T) -> T {
        let mut calmest: Option<(f64, T)> = None;
        for left in (0..ATTEMPTS).rev() {
            let before = (self.look)();
            let measured = attempt().await;
            let taken = before.zip((self.look)()).map_or(0.0, |(before, after)| after.taken_since(before));
            if taken < LEAST_THAT_DISTURBS {
                return measured;
            }
            let (least, best) = match calmest.take() {
                Some((least, best)) if least <= taken => (least, best),
                _ => (taken, measured),
            };
            if left == 0 || !self.may_repeat() {
                self.kept.fetch_add(1, Ordering::Relaxed);
                return best;
            }
            calmest = Some((least, best));
        }
        unreachable!("the last attempt counts, however it went")
    }

    fn may_repeat(&self) -> bool {
        let one_more = |repeated| (repeated < self.spare).then_some(repeated + 1);
        self.repeated.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more).is_ok()
    }

    /// How often that was so.
    #[must_use]
    pub fn disturbances(&self) -> Disturbances {
        let of = |count: &AtomicU32| count.load(Ordering::Relaxed);
        Disturbances { repeated: of(&self.repeated), kept: of(&self.kept) }
    }
}

/// What the processors did since the machine was started, in hundredths of a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Processors {
    busy: u64,
    taken: u64,
}

impl Processors {
    /// Nothing where the system doesn't say.
    fn now() -> Option<Self> {
        Self::read(&std::fs::read_to_string("/proc/stat").ok()?)
    }

    /// The first line of `/proc/stat` (`man 5 proc_stat`): user, nice, system, idle, iowait, irq, softirq, steal; what follows
    /// is counted among these.
    fn read(stat: &str) -> Option<Self> {
        let words = stat.lines().next()?.strip_prefix("cpu ")?.split_whitespace().take(8);
        let times: Vec<u64> = words.map_while(|word| word.parse().ok()).collect();
        let (idle, waiting, taken) = (times.get(3)?, times.get(4)?, *times.get(7)?);
        Some(Self { busy: times.iter().sum::<u64>() - idle - waiting, taken })
    }

    /// Which share of the time in which they worked others took.
    fn taken_since(self, before: Self) -> f64 {
        let busy = self.busy.saturating_sub(before.busy).max(1);
        self.taken.saturating_sub(before.taken) as f64 / busy as f64
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    thread_local! {
        /// What others take of each measurement, in percent; then nothing.
        static TAKEN: Cell<&'static [u64]> = const { Cell::new(&[]) };
        static SEEN: Cell<(bool, Processors)> = const { Cell::new((false, Processors { busy: 0, taken: 0 })) };
    }

    /// Every second look is at the end of a measurement.
    fn look() -> Option<Processors> {
        let (is_end, mut processors) = SEEN.get();
        if is_end {
            let taken = TAKEN.get();
            processors.busy += 100;
            processors.taken += taken.first().copied().unwrap_or_default();
            TAKEN.set(taken.get(1..).unwrap_or_default());
        }
        SEEN.set((!is_end, processors));
        Some(processors)
    }

    async fn measured(taken: &'static [u64], spare: u32) -> (usize, Disturbances) {
        TAKEN.set(taken);
        let calm = Calm { look, ..Calm::new(spare) };
        let mut attempts = 0;
        let counts = calm
            .measure(async || {
                attempts += 1;
                attempts
            })
            .await;
        (counts, calm.disturbances())
    }

    #[tokio::test]
    async fn what_others_disturbed_is_measured_again_a_few_times_and_the_calmest_counts() {
        let seen = |counts, repeated, kept| (counts, Disturbances { repeated, kept });

        assert_eq!(measured(&[4], 9).await, seen(1, 0, 0));
        assert_eq!(measured(&[30, 0], 9).await, seen(2, 1, 0));
        assert_eq!(measured(&[30, 5, 4], 9).await, seen(3, 2, 0));
        assert_eq!(measured(&[30, 20, 25], 9).await, seen(2, 2, 1), "the second was the calmest");
        assert_eq!(measured(&[30, 40, 0], 1).await, seen(1, 1, 1), "there was time for one more");
        assert_eq!(measured(&[30, 0], 0).await, seen(1, 0, 1));
    }

    #[tokio::test]
    async fn where_nobody_knows_the_first_attempt_counts() {
        let calm = Calm { look: || None, ..Calm::new(9) };

        calm.measure(async || ()).await;

        assert_eq!(calm.disturbances(), Disturbances::default());
    }

    #[test]
    fn what_others_take_is_the_eighth_number() {
        let before = Processors::read("cpu  10 0 10 70 9 0 0 10 5 0\ncpu0 1 2 3\n").unwrap();
        let after = Processors::read("cpu  40 0 40 130 9 0 0 50 5 0\n").unwrap();

        assert_eq!(before, Processors { busy: 30, taken: 10 });
        assert!((after.taken_since(before) - 0.4).abs() < 1e-9);
        for other in ["", "cpu  1 2 3 4\n", "intr 1\n"] {
            assert_eq!(Processors::read(other), None, "{other:?}");
        }
    }
}
