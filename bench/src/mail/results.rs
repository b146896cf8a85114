use std::time::Duration;

use super::beside::Beside;
use crate::verdict::{Bar, Check, Spread, Verdict};

/// What became of the mails.
pub(super) struct Results {
    pub(super) count: usize,
    /// Until all were acknowledged.
    pub(super) taken: Duration,
    /// Until all were understood.
    pub(super) understood: Duration,
}

impl Results {
    pub(super) fn checks(&self, alone: &Beside, beside: &Beside, memory: f64) -> Vec<Check> {
        let Self { count, taken, understood } = self;
        let rate = |time: &Duration| format!("{:.0} a second", *count as f64 / time.as_secs_f64());
        let name = |what: &str| format!("{count} mails: {what}");
        vec![
            reported(name("taken in"), rate(taken)),
            reported(name("understood"), rate(understood)),
            reported(name("until the last is understood"), format!("{:.1} s", understood.as_secs_f64())),
            reported(name("memory after them, MiB"), format!("{memory:.0}")),
            doubled("reading a ticket", [alone, beside], |measured| &measured.reads),
            doubled("delay of a letter", [alone, beside], |measured| &measured.letters),
        ]
    }
}

fn reported(name: String, measured: String) -> Check {
    Check { name, measured, wanted: String::new(), verdict: Verdict::Reported }
}

/// The 99th percentile alone and beside the mails.
fn doubled(what: &str, sides: [&Beside; 2], of: fn(&Beside) -> &[Duration]) -> Check {
    let [alone, beside] = sides.map(|side| p99(side, of(side)));
    let [few, many] = sides.map(|side| of(side).len());
    let failures = sides[0].failures + sides[1].failures;
    let name = format!("{what} beside mails, by p99");
    let mut check = Check::spread(name, Spread::of(&[beside / alone]), Bar::AtMost(2.0));
    check.measured = format!(
        "{:.1} times: {alone:.1} ms of {few} alone, {beside:.1} ms of {many} beside; {failures} failed",
        beside / alone
    );
    check
}

/// The 99th percentile in milliseconds, or more than anything where something failed.
fn p99(measured: &Beside, times: &[Duration]) -> f64 {
    let mut sorted: Vec<_> = times.to_vec();
    sorted.sort_unstable();
    let at = (sorted.len() * 99).div_ceil(100).saturating_sub(1);
    match sorted.get(at) {
        Some(time) if measured.failures == 0 => time.as_secs_f64() * 1_000.0,
        _ => f64::INFINITY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_twice_the_time_and_failures_miss_the_bar() {
        let measured = |milliseconds, failures| {
            let times = || vec![Duration::from_millis(milliseconds); 5];
            Beside { reads: times(), letters: times(), failures }
        };
        let results = Results { count: 5, taken: Duration::from_secs(1), understood: Duration::from_secs(2) };
        let verdicts = |beside: &Beside| {
            let checks = results.checks(&measured(10, 0), beside, 1.0);
            checks.into_iter().skip(4).map(|check| check.verdict).collect::<Vec<_>>()
        };
        assert_eq!(verdicts(&measured(20, 0)), [Verdict::Met; 2]);
        assert_eq!(verdicts(&measured(21, 0)), [Verdict::Missed; 2]);
        assert_eq!(verdicts(&measured(10, 1)), [Verdict::Missed; 2]);
        assert_eq!(
            results.checks(&measured(1, 0), &measured(1, 0), 1.0)[0].to_string(),
            "5 mails: taken in: 5 a second"
        );
    }
}
