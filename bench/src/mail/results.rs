use std::time::Duration;

use super::beside::Beside;
use crate::load::p99;
use crate::verdict::{Bar, Check, Spread, Verdict};

/// What was measured while mails came in at one pace.
pub(super) struct Flow {
    /// Until all were acknowledged.
    pub(super) taken: Duration,
    /// Until all were understood.
    pub(super) understood: Duration,
    pub(super) beside: Beside,
}

/// What was measured of one database.
pub(super) struct Results {
    /// How many mails came at each pace.
    pub(super) count: usize,
    /// How many of them came each second at the steady pace.
    pub(super) rate: u32,
    pub(super) alone: Beside,
    pub(super) steady: Flow,
    pub(super) flood: Flow,
    /// Memory of the server after all of them, in MiB.
    pub(super) memory: f64,
}

impl Results {
    /// The bar holds for the steady pace. A flood keeps all cores busy: what it does to the rest is reported.
    pub(super) fn checks(&self) -> Vec<Check> {
        let Self { count, rate, alone, steady, flood, memory } = self;
        let a_second = |time: &Duration| format!("{:.0} a second", *count as f64 / time.as_secs_f64());
        let steadily = format!("{count} mails, {rate} a second");
        let at_once = format!("{count} mails at once");
        let mut checks = Vec::new();
        for what in [READS, LETTERS] {
            checks.push(within(format!("{steadily}: {}", what.name), compare(what, [alone, &steady.beside])));
        }
        checks.push(reported(format!("{steadily}: understood"), a_second(&steady.understood)));
        checks.push(reported(format!("{at_once}: taken in"), a_second(&flood.taken)));
        checks.push(reported(format!("{at_once}: understood"), a_second(&flood.understood)));
        for what in [READS, LETTERS] {
            checks.push(reported(format!("{at_once}: {}", what.name), compare(what, [alone, &flood.beside]).1));
        }
        checks.push(reported("memory after them, MiB".to_owned(), format!("{memory:.0}")));
        checks
    }
}

/// What goes on beside mails.
#[derive(Clone, Copy)]
struct What {
    name: &'static str,
    times: fn(&Beside) -> &[Duration],
}

const READS: What = What { name: "reading a ticket, by p99", times: |measured| &measured.reads };
const LETTERS: What = What { name: "delay of a letter, by p99", times: |measured| &measured.letters };

/// How many times as long it takes beside mails as alone, by the 99th percentile, also in words.
fn compare(what: What, sides: [&Beside; 2]) -> (f64, String) {
    let [few, many] = sides.map(|side| (what.times)(side).len());
    let [alone, beside] = sides.map(|side| p99((what.times)(side), side.failures));
    let failures = sides[0].failures + sides[1].failures;
    let times = beside / alone;
    (
        times,
        format!("{times:.1} times: {alone:.1} ms of {few} alone, {beside:.1} ms of {many} beside; {failures} failed"),
    )
}

fn within(name: String, (times, measured): (f64, String)) -> Check {
    Check { measured, ..Check::spread(name, Spread::of(&[times]), Bar::AtMost(2.0)) }
}

fn reported(name: String, measured: String) -> Check {
    Check { name, measured, wanted: String::new(), verdict: Verdict::Reported }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_steady_pace_must_keep_within_twice_the_time_without_failures() {
        let measured = |milliseconds, failures| {
            let times = || vec![Duration::from_millis(milliseconds); 5];
            Beside { reads: times(), letters: times(), failures }
        };
        let flow = |beside| Flow { taken: Duration::from_secs(1), understood: Duration::from_secs(2), beside };
        let results = |steady| Results {
            count: 5,
            rate: 50,
            alone: measured(10, 0),
            steady: flow(steady),
            flood: flow(measured(99, 0)),
            memory: 1.0,
        };
        let verdicts = |steady| results(steady).checks().into_iter().map(|check| check.verdict).collect::<Vec<_>>();
        let with = |verdict| [[verdict; 2].as_slice(), &[Verdict::Reported; 6]].concat();
        assert_eq!(verdicts(measured(20, 0)), with(Verdict::Met));
        assert_eq!(verdicts(measured(21, 0)), with(Verdict::Missed));
        assert_eq!(verdicts(measured(10, 1)), with(Verdict::Missed));
        assert_eq!(results(measured(1, 0)).checks()[3].to_string(), "5 mails at once: taken in: 5 a second");
    }
}
