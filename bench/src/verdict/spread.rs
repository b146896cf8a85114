use std::fmt;

/// The ratios of several pairs of turns, in short.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spread {
    pub(crate) median: f64,
    pub(crate) min: f64,
    pub(crate) max: f64,
    /// The interval that contains the true median in at least nine of ten runs, where there are enough pairs for that.
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Spread {
    /// All zero without ratios.
    pub(crate) fn of(ratios: &[f64]) -> Self {
        let mut sorted = ratios.to_vec();
        sorted.sort_by(f64::total_cmp);
        let at = |place: usize| sorted.get(place).copied().unwrap_or_default();
        let last = sorted.len().saturating_sub(1);
        let dropped = dropped_on_each_side(sorted.len());
        let median = median(ratios.iter().copied());
        Self { median, min: at(0), max: at(last), low: at(dropped), high: at(last.saturating_sub(dropped)) }
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { median, min, max, .. } = self;
        if min < max { write!(f, "{median:.2} ({min:.2} to {max:.2})") } else { write!(f, "{median:.2}") }
    }
}

/// How many sorted values to leave out on each side, so that the rest still contains the true median with a probability of
/// 0.9: each value is below it with a probability of one half.
const fn dropped_on_each_side(count: usize) -> usize {
    if count < 8 { 0 } else { if count < 11 { 1 } else { 2 } }
}

/// The middle one, or the mean of the two in the middle; 0 of none.
pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    let at = |place: usize| sorted.get(place).copied().unwrap_or_default();
    f64::midpoint(at(sorted.len().saturating_sub(1) / 2), at(sorted.len() / 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_has_median_extremes_and_interval() {
        let spread = Spread::of(&[0.8, 1.1, 0.9, 1.0, 0.94, 1.05, 0.98, 2.0]);
        assert_eq!(spread, Spread { median: 0.99, min: 0.8, max: 2.0, low: 0.9, high: 1.1 });
        assert_eq!(median([3.0, 1.0, 2.0].into_iter()), 2.0);
    }
}
