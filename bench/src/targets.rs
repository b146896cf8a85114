//! What the program is to reach, and whether it did.

use serde::Serialize;

use crate::measure::{ComparedRow, Flood, Grouped, GrowthRow, Idle, Overload, Streams};
use crate::operations::Kind;
use crate::plan::Plan;
use crate::table::{number, statuses, times};

/// One target with what was measured.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Target {
    /// What it is about.
    pub about: String,
    /// What is wanted.
    pub wanted: String,
    /// What was measured.
    pub measured: String,
    /// Whether that is enough; nothing where it could not be measured.
    pub met: Option<bool>,
}

impl Target {
    fn new(about: impl Into<String>, wanted: &str, measured: String, met: Option<bool>) -> Self {
        Self { about: about.into(), wanted: wanted.to_owned(), measured, met }
    }
}

/// How near its target a row is too close to call by the usual number of turns.
const CLOSE: f64 = 0.1;

/// The least throughput that is wanted beside the twin's.
const fn least(kind: Kind) -> Option<f64> {
    match kind {
        Kind::Read => Some(0.8),
        Kind::Open => Some(0.7),
        Kind::Search | Kind::Post | Kind::SignIn => None,
    }
}

/// How many times as large p99 may become as the desk grows.
const fn most(kind: Kind) -> f64 {
    if matches!(kind, Kind::Search) { 5.0 } else { 1.5 }
}

/// Whether this share of the twin's throughput is near the least, or below it.
#[must_use]
pub fn is_close_to_least(kind: Kind, ratio: Option<f64>) -> bool {
    ratio.zip(least(kind)).is_some_and(|(ratio, least)| ratio < least * (1.0 + CLOSE))
}

/// Whether this growth is near the most, or beyond it.
#[must_use]
pub fn is_close_to_most(kind: Kind, factor: Option<f64>) -> bool {
    factor.is_some_and(|factor| factor > most(kind) * (1.0 - CLOSE))
}

/// Throughput beside the twin's: judged by the worst row.
#[must_use]
pub fn beside_bare(rows: &[ComparedRow]) -> Vec<Target> {
    let wanted = [("reading and listing", Kind::Read), ("opening tickets", Kind::Open)];
    let judged = wanted.into_iter().filter_map(|(about, kind)| Some((about, kind, least(kind)?)));
    judged.map(|(about, kind, least)| at_least(about, rows.iter().filter(|row| row.kind == kind), least)).collect()
}

fn at_least<'a>(about: &str, rows: impl Iterator<Item = &'a ComparedRow>, least: f64) -> Target {
    let known: Vec<(&ComparedRow, f64)> = rows.filter_map(|row| Some((row, row.ratio?))).collect();
    let worst = known.iter().min_by(|a, b| a.1.total_cmp(&b.1));
    let enough = known.iter().filter(|(_, ratio)| *ratio >= least).count();
    let measured = worst.map_or_else(nothing, |(row, ratio)| {
        let all = known.len();
        format!("{ratio:.2} at worst ({}, {} connections); {enough} of {all}", row.operation, row.connections)
    });
    Target::new(about, &format!(">= {least} of bare"), measured, worst.map(|(_, ratio)| *ratio >= least))
}

/// p99 at the largest desk by p99 at the smallest: judged by the worst row.
#[must_use]
pub fn of_growth(rows: &[GrowthRow]) -> Vec<Target> {
    let searches = rows.iter().filter(|row| row.kind == Kind::Search);
    let others = rows.iter().filter(|row| row.kind != Kind::Search);
    vec![
        at_most("growth", others, most(Kind::Read)),
        at_most("growth of search by contained text", searches, most(Kind::Search)),
    ]
}

fn at_most<'a>(about: &str, rows: impl Iterator<Item = &'a GrowthRow>, most: f64) -> Target {
    let (known, unserved): (Vec<_>, Vec<_>) = rows.partition(|row| row.factor.is_some());
    if let Some(row) = unserved.iter().find(|row| row.by_size.len() > 1) {
        let measured = format!("nothing served in time ({})", row.operation);
        return Target::new(about, &format!("p99 <= {most} times that of the smallest"), measured, Some(false));
    }
    let known: Vec<(&GrowthRow, f64)> = known.into_iter().filter_map(|row| Some((row, row.factor?))).collect();
    let worst = known.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let enough = known.iter().filter(|(_, factor)| *factor <= most).count();
    let measured = worst.map_or_else(nothing, |(row, factor)| {
        format!("{factor:.2} at worst ({}); {enough} of {}", row.operation, known.len())
    });
    Target::new(about, &format!("p99 <= {most} times that of the smallest"), measured, worst.map(|(_, f)| *f <= most))
}

/// Many who open at once beside one.
#[must_use]
pub fn of_group(group: &Grouped) -> Target {
    let measured = format!("{} times", times(group.factor));
    let about = format!("opening with {} connections beside 1", Plan::MANY);
    Target::new(about, ">= 2 times", measured, group.factor.map(|factor| factor >= 2.0))
}

/// Those who work beside a flood of sign-ins, and how the flood is turned away.
#[must_use]
pub fn of_flood(flood: &Flood) -> Vec<Target> {
    let refused: u64 = [429, 503].iter().filter_map(|status| flood.statuses.get(status)).sum();
    let politely = refused > 0 && flood.says_when_to_come_back && flood.broken == 0;
    vec![
        Target::new(
            "ticket lists beside a flood of sign-ins",
            "p99 < 5 times the calm one",
            format!("{} times ({} ms)", times(flood.factor), number(flood.flooded.p99)),
            flood.factor.map(|factor| factor < 5.0),
        ),
        Target::new(
            "the flood itself",
            "429 or 503 with Retry-After",
            format!("{}; without an answer: {}", statuses(&flood.statuses), flood.broken),
            Some(politely),
        ),
    ]
}

/// Many who only listen.
#[must_use]
pub fn of_streams(streams: &Streams) -> Target {
    let about = "memory of 1,000 idle streams";
    let wanted = "<= 64 MiB more";
    if streams.refused > 0 {
        return Target::new(about, wanted, format!("{} streams were refused", streams.refused), None);
    }
    Target::new(about, wanted, format!("{} MiB", number(streams.more())), Some(streams.more() <= 64.0))
}

/// Nothing to do.
#[must_use]
pub fn of_idle(idle: &Idle) -> Vec<Target> {
    vec![
        Target::new("memory when idle", "< 40 MiB", format!("{} MiB", number(idle.memory)), Some(idle.memory < 40.0)),
        Target::new("ready after", "< 200 ms", format!("{} ms", number(idle.ready)), Some(idle.ready < 200.0)),
    ]
}

/// Too much to do.
#[must_use]
pub fn of_overload(overload: &Overload) -> Vec<Target> {
    let strange: Vec<u16> = overload.refusals.keys().copied().filter(|status| !matches!(status, 429 | 503)).collect();
    vec![
        Target::new(
            "served at 3 times the peak",
            ">= 0.8 of the peak",
            format!("{}, of the changes among them {}", times(overload.goodput), times(overload.goodput_of_changes)),
            overload.goodput.map(|goodput| goodput >= 0.8),
        ),
        Target::new(
            "accepted at 3 times the peak",
            "p99 <= 2 s",
            format!("{} ms", number(overload.served.p99)),
            Some(overload.served.p99 <= 2000.0),
        ),
        Target::new(
            "refused at 3 times the peak",
            "only 429 and 503",
            format!("{}; broken {}, too slow {}", statuses(&overload.refusals), overload.broken, overload.timed_out),
            Some(strange.is_empty() && overload.broken == 0 && overload.timed_out == 0),
        ),
    ]
}

fn nothing() -> String {
    "not measured".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Figures;

    fn row(operation: &'static str, kind: Kind, ratio: Option<f64>) -> ComparedRow {
        let (product, bare) = (Figures::default(), Figures::default());
        ComparedRow { operation, kind, connections: 16, product, bare, ratio }
    }

    #[test]
    fn the_worst_row_decides() {
        let rows = [row("read", Kind::Read, Some(0.95)), row("list", Kind::Read, Some(0.79))];

        let target = beside_bare(&rows).remove(0);

        assert_eq!(target.met, Some(false));
        assert_eq!(target.measured, "0.79 at worst (list, 16 connections); 1 of 2");
    }

    #[test]
    fn a_ratio_on_the_line_is_enough() {
        assert_eq!(beside_bare(&[row("open", Kind::Open, Some(0.7))]).pop().unwrap().met, Some(true));
    }

    #[test]
    fn near_the_line_or_beyond_it_is_too_close_to_call() {
        for (kind, ratio, close) in [(Kind::Read, 0.87, true), (Kind::Read, 0.6, true), (Kind::Read, 0.89, false)] {
            assert_eq!(is_close_to_least(kind, Some(ratio)), close, "{ratio} of bare");
        }
        assert!(is_close_to_least(Kind::Open, Some(0.76)) && !is_close_to_least(Kind::Open, Some(0.8)));
        assert!(!is_close_to_least(Kind::Search, Some(0.1)) && !is_close_to_least(Kind::Read, None));
        for (kind, factor, close) in [(Kind::Read, 1.3, false), (Kind::Read, 1.4, true), (Kind::Open, 9.0, true)] {
            assert_eq!(is_close_to_most(kind, Some(factor)), close, "{factor} times as slow");
        }
        assert!(is_close_to_most(Kind::Search, Some(4.6)) && !is_close_to_most(Kind::Search, Some(4.0)));
    }

    #[test]
    fn what_was_not_measured_is_neither_met_nor_missed() {
        assert!(beside_bare(&[row("read", Kind::Read, None)]).iter().all(|target| target.met.is_none()));
    }

    #[test]
    fn searches_may_grow_more_than_the_rest() {
        let grown = |operation, kind, factor| GrowthRow {
            operation,
            kind,
            by_size: std::collections::BTreeMap::new(),
            factor: Some(factor),
        };
        let targets = of_growth(&[grown("list", Kind::Read, 4.0), grown("search", Kind::Search, 4.0)]);

        assert_eq!(targets.iter().map(|target| target.met).collect::<Vec<_>>(), [Some(false), Some(true)]);
    }

    #[test]
    fn a_flood_that_is_answered_401_is_not_turned_away() {
        let flood = Flood {
            calm: Figures::default(),
            flooded: Figures::default(),
            factor: Some(1.2),
            statuses: [(401, 10)].into(),
            broken: 0,
            says_when_to_come_back: true,
        };

        assert_eq!(of_flood(&flood).iter().map(|target| target.met).collect::<Vec<_>>(), [Some(true), Some(false)]);
    }
}
