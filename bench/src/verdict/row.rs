use std::fmt;

use super::bar::{Bar, Verdict};
use super::spread::{Spread, median};
use crate::load::Load;

/// Two sides that were driven pair by pair.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) first: Figures,
    pub(crate) second: Figures,
    /// Of the ratios of the first to the second.
    pub(crate) spread: Spread,
    pub(crate) bar: Option<Bar>,
}

/// The turns of one side.
#[derive(Clone)]
pub(crate) struct Figures {
    pub(crate) per_second: f64,
    pub(crate) p99: f64,
    pub(crate) failures: u64,
}

/// What was measured, and whether it is enough.
#[derive(Clone)]
pub(crate) struct Check {
    pub(crate) name: String,
    pub(crate) measured: String,
    pub(crate) wanted: String,
    pub(crate) verdict: Verdict,
}

impl Figures {
    pub(crate) fn of(turns: &[Load]) -> Self {
        Self {
            per_second: median(turns.iter().map(|turn| turn.per_second)),
            p99: median(turns.iter().map(|turn| turn.p99)),
            failures: turns.iter().map(Load::failures).sum(),
        }
    }
}

impl Row {
    /// A row with failed requests misses its bar.
    pub(crate) fn check(&self) -> Check {
        let (name, measured) = (self.name.clone(), self.spread.to_string());
        match self.bar {
            None => Check { name, measured, wanted: String::new(), verdict: Verdict::Reported },
            Some(_) if self.failures() > 0 => Check::fact(name, measured, "no failures", false),
            Some(bar) => Check::spread(name, self.spread, bar),
        }
    }

    pub(crate) const fn failures(&self) -> u64 {
        self.first.failures + self.second.failures
    }
}

impl Check {
    pub(crate) fn spread(name: String, spread: Spread, bar: Bar) -> Self {
        let verdict = bar.judge(spread.low, spread.high);
        Self { name, measured: spread.to_string(), wanted: bar.to_string(), verdict }
    }

    /// Without a bar.
    pub(crate) fn reported(name: String, spread: Spread) -> Self {
        Self { name, measured: spread.to_string(), wanted: String::new(), verdict: Verdict::Reported }
    }

    pub(crate) fn fact(name: String, measured: String, wanted: &str, is_met: bool) -> Self {
        let verdict = if is_met { Verdict::Met } else { Verdict::Missed };
        Self { name, measured, wanted: wanted.to_owned(), verdict }
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, measured, wanted, verdict } = self;
        match verdict {
            Verdict::Reported => write!(f, "{name}: {measured}"),
            _ => write!(f, "{name}: {measured}, wanted {wanted}: {verdict}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failed_requests_miss_the_bar_and_without_a_bar_a_row_is_only_reported() {
        let row = |has_bar, failures| {
            let side = Figures::of(&[Load { per_second: 10.0, p99: 1.0, refused: [].into(), broken: failures }]);
            let bar = Some(Bar::AtLeast(0.85)).filter(|_| has_bar);
            Row { name: "list".to_owned(), first: side.clone(), second: side, spread: Spread::of(&[1.0]), bar }.check()
        };
        assert_eq!(row(true, 0).to_string(), "list: 1.00, wanted >= 0.85: met");
        assert_eq!(row(true, 1).verdict, Verdict::Missed);
        assert_eq!(row(false, 1).to_string(), "list: 1.00");
    }
}
