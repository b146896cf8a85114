use std::collections::BTreeMap;
use std::time::Duration;

use hdrhistogram::Histogram;

use super::Reply;

/// An hour: whatever takes longer counts as that.
const LONGEST: u64 = 3_600_000_000;

/// What one round of load gave. Latencies are in microseconds, of successful answers only.
#[derive(Clone, Debug)]
pub struct Sample {
    latencies: Histogram<u64>,
    /// How often each status other than a success was answered.
    pub refusals: BTreeMap<u16, u64>,
    /// Of these, how many said when to come back.
    pub with_retry_after: u64,
    /// How many requests got no answer.
    pub broken: u64,
    /// How many of the successes changed something.
    pub changes: u64,
    /// How long the round took.
    pub elapsed: Duration,
}

impl Default for Sample {
    /// Three digits are exact enough.
    fn default() -> Self {
        let latencies = Histogram::new(3).unwrap_or_else(|_| unreachable!("3 digits are allowed"));
        Self {
            latencies,
            refusals: BTreeMap::new(),
            with_retry_after: 0,
            broken: 0,
            changes: 0,
            elapsed: Duration::ZERO,
        }
    }
}

impl Sample {
    /// Counts an answer.
    pub fn answered(&mut self, reply: &Reply, took: Duration) {
        if reply.is_success() {
            // It grows as needed, so it takes every time up to this one.
            let _ = self.latencies.record(u64::try_from(took.as_micros()).unwrap_or(u64::MAX).clamp(1, LONGEST));
        } else {
            *self.refusals.entry(reply.status).or_default() += 1;
            self.with_retry_after += u64::from(reply.says_when_to_come_back);
        }
    }

    /// Adds what another connection saw in the same round.
    pub fn merge(&mut self, other: &Self) {
        // Both have the same precision, and grow by themselves.
        let _ = self.latencies.add(&other.latencies);
        for (status, count) in &other.refusals {
            *self.refusals.entry(*status).or_default() += count;
        }
        self.with_retry_after += other.with_retry_after;
        self.broken += other.broken;
        self.changes += other.changes;
        self.elapsed = self.elapsed.max(other.elapsed);
    }

    /// How many requests succeeded.
    #[must_use]
    pub fn successes(&self) -> u64 {
        self.latencies.len()
    }

    /// How many did not.
    #[must_use]
    pub fn failures(&self) -> u64 {
        self.refusals.values().sum::<u64>() + self.broken
    }

    /// Successes in a second.
    #[must_use]
    pub fn throughput(&self) -> f64 {
        let seconds = self.elapsed.as_secs_f64();
        if seconds > 0.0 { self.successes() as f64 / seconds } else { 0.0 }
    }

    /// The same of those only that changed something.
    #[must_use]
    pub fn throughput_of_changes(&self) -> f64 {
        let seconds = self.elapsed.as_secs_f64();
        if seconds > 0.0 { self.changes as f64 / seconds } else { 0.0 }
    }

    /// The latency that this share of the successes stayed below, in milliseconds.
    #[must_use]
    pub fn percentile(&self, percent: f64) -> f64 {
        self.latencies.value_at_percentile(percent) as f64 / 1000.0
    }
}

#[cfg(test)]
impl Sample {
    /// A round of a second with so many successes, each of which took so long.
    pub(crate) fn of_one_second(milliseconds: u64, successes: u64) -> Self {
        let reply = Reply { status: 200, says_when_to_come_back: false, body: hyper::body::Bytes::new() };
        let mut sample = Self { elapsed: Duration::from_secs(1), ..Self::default() };
        (0..successes).for_each(|_| sample.answered(&reply, Duration::from_millis(milliseconds)));
        sample
    }
}

#[cfg(test)]
mod tests {
    use hyper::body::Bytes;

    use super::*;

    fn reply(status: u16) -> Reply {
        Reply { status, says_when_to_come_back: status == 429, body: Bytes::new() }
    }

    fn sample_of(milliseconds: impl Iterator<Item = u64>) -> Sample {
        let mut sample = Sample::default();
        milliseconds.for_each(|time| sample.answered(&reply(200), Duration::from_millis(time)));
        sample
    }

    #[test]
    fn percentiles_are_those_of_the_latencies() {
        let sample = sample_of(1..=1000);

        assert!((sample.percentile(50.0) - 500.0).abs() < 1.0, "{}", sample.percentile(50.0));
        assert!((sample.percentile(99.0) - 990.0).abs() < 1.0, "{}", sample.percentile(99.0));
    }

    #[test]
    fn only_successes_count_as_throughput_and_latency() {
        let mut sample = sample_of([10].into_iter());
        sample.answered(&reply(429), Duration::from_secs(5));
        sample.broken = 1;
        sample.elapsed = Duration::from_millis(500);

        assert!((sample.throughput() - 2.0).abs() < 1e-9);
        assert!(sample.percentile(100.0) < 11.0);
        assert_eq!((sample.failures(), sample.with_retry_after), (2, 1));
    }

    #[test]
    fn connections_of_one_round_are_added_up_and_took_as_long_as_the_longest() {
        let mut sum = sample_of(1..=10);
        sum.elapsed = Duration::from_secs(1);
        let mut other = sample_of(11..=20);
        other.elapsed = Duration::from_secs(2);
        other.answered(&reply(503), Duration::ZERO);
        other.changes = 4;

        sum.merge(&other);

        assert_eq!((sum.successes(), sum.failures(), sum.elapsed), (20, 1, Duration::from_secs(2)));
        assert!((sum.throughput_of_changes() - 2.0).abs() < 1e-9);
    }

    #[test]
    fn a_round_of_no_time_has_no_throughput() {
        assert!(sample_of(1..=3).throughput().abs() < f64::EPSILON);
    }
}
