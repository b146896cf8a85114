//! From rounds to figures: medians, so that a round which the machine disturbed does not count.

use serde::Serialize;

use crate::load::Sample;

/// What several rounds of one operation gave: the median of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    /// Successes in a second.
    pub per_second: f64,
    /// In milliseconds.
    pub p50: f64,
    /// In milliseconds.
    pub p99: f64,
    /// Requests of all rounds that did not succeed.
    pub failures: u64,
}

impl Figures {
    /// The medians of these rounds.
    #[must_use]
    pub fn of(rounds: &[Sample]) -> Self {
        let middle = |of: fn(&Sample) -> f64| median(rounds.iter().map(of));
        Self {
            per_second: middle(Sample::throughput),
            p50: middle(|round| round.percentile(50.0)),
            p99: middle(|round| round.percentile(99.0)),
            failures: rounds.iter().map(Sample::failures).sum(),
        }
    }
}

/// The value in the middle, of an even number the mean of the two; 0 of none.
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    let upper = sorted.len() / 2;
    let value = |place: usize| sorted.get(place).copied().unwrap_or_default();
    if sorted.len() % 2 == 1 { value(upper) } else { f64::midpoint(value(upper.saturating_sub(1)), value(upper)) }
}

/// How many times as large something is in the rounds of one as in those of another of the same turns: the median, so that
/// neither what disturbs the machine for a while counts, nor what disturbs a single round. Nothing where half of the turns
/// have nothing to compare with, or no limit to it.
pub fn paired(rounds: &[Sample], others: &[Sample], what: impl Fn(&Sample) -> f64) -> Option<f64> {
    let pairs = rounds.iter().zip(others).map(|(one, other)| (what(one), what(other)));
    let ratios: Vec<f64> = pairs.filter(|(_, of)| *of > 0.0 && of.is_finite()).map(|(value, of)| value / of).collect();
    let are_enough = ratios.len() * 2 > rounds.len();
    Some(median(ratios.into_iter())).filter(|middle| are_enough && middle.is_finite())
}

/// The latency that a share of 99 in 100 of a round's successes stayed below, in milliseconds; a round that served nobody
/// was not fast.
#[must_use]
pub fn p99(round: &Sample) -> f64 {
    if round.successes() > 0 { round.percentile(99.0) } else { f64::INFINITY }
}

/// How many times `of` is in `value`; nothing where there is nothing to compare with.
#[must_use]
pub fn ratio(value: f64, of: f64) -> Option<f64> {
    (of > 0.0 && value.is_finite()).then(|| value / of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(milliseconds: u64, count: u64) -> Sample {
        Sample::of_one_second(milliseconds, count)
    }

    #[test]
    fn the_median_is_the_middle_or_the_mean_of_the_middle_two() {
        for (values, middle) in [(vec![3.0, 1.0, 2.0], 2.0), (vec![4.0, 1.0, 3.0, 2.0], 2.5), (vec![], 0.0)] {
            assert!((median(values.iter().copied()) - middle).abs() < 1e-9, "{values:?}");
        }
    }

    #[test]
    fn one_disturbed_round_does_not_count() {
        let figures = Figures::of(&[round(2, 100), round(900, 3), round(3, 90)]);

        assert!((figures.per_second - 90.0).abs() < 1e-9);
        assert!((figures.p50 - 3.0).abs() < 0.1 && (figures.p99 - 3.0).abs() < 0.1, "{figures:?}");
    }

    #[test]
    fn rounds_next_to_each_other_are_compared() {
        // The machine was half as fast in the second and third turn; one round was disturbed alone.
        let ours = [round(2, 90), round(4, 45), round(4, 46), round(2, 9)];
        let theirs = [round(1, 100), round(2, 50), round(2, 50), round(1, 100)];

        let (speed, latency) = (paired(&ours, &theirs, Sample::throughput), paired(&ours, &theirs, p99));

        assert!(speed.is_some_and(|ratio| (ratio - 0.9).abs() < 1e-9), "{speed:?}");
        assert!(latency.is_some_and(|ratio| (ratio - 2.0).abs() < 0.01), "{latency:?}");
    }

    #[test]
    fn rounds_that_served_nobody_are_not_fast() {
        let (some, none) = ([round(2, 90), round(2, 90)], [round(2, 0), round(2, 0)]);

        assert_eq!(paired(&none, &some, p99), None);
        assert_eq!(paired(&none, &some, Sample::throughput), Some(0.0));
        assert_eq!(paired(&some, &none, Sample::throughput), None);
        let [one, other] = some;
        let seldom = [one.clone(), round(2, 0), round(2, 0)];
        assert_eq!(
            paired(&seldom, &[one.clone(), other.clone(), one.clone()], p99),
            None,
            "two of three served nobody"
        );
        assert_eq!(paired(&[one.clone(), other, one], &seldom, Sample::throughput), None, "one of three is too few");
    }

    #[test]
    fn there_is_no_ratio_to_nothing() {
        assert_eq!(ratio(80.0, 100.0), Some(0.8));
        assert_eq!(ratio(80.0, 0.0), None);
        assert_eq!(ratio(f64::NAN, 1.0), None);
    }
}
