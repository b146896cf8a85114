use deskhand_domain::ports::{EngineerFigures, OpenedCount};
use deskhand_domain::report::RatingCounts;
use deskhand_domain::ticket::{Priority, Stars, TicketStatus};
use deskhand_domain::use_cases::{Distribution, Summary};

use super::chart::Chart;
use crate::door::Shell;
use crate::parts::span;

/// The figures of a period as the page shows them.
pub(super) struct Figures {
    /// The first and the last day.
    pub(super) days: (String, String),
    pub(super) opened: u64,
    pub(super) resolved: u64,
    pub(super) first_response: Times,
    pub(super) resolution: Times,
    pub(super) rating: Option<String>,
    pub(super) ratings: u64,
    /// By state, by priority, by stars.
    pub(super) breakdowns: [Breakdown; 3],
    pub(super) load: Chart,
    pub(super) engineers: Vec<EngineerFigures>,
}

/// How long something took: the half, and what nineteen of twenty stay below.
pub(super) struct Times {
    pub(super) median: Option<String>,
    pub(super) p95: Option<String>,
}

/// A number by kinds: as a chart, and as the table beneath.
pub(super) struct Breakdown {
    pub(super) id: &'static str,
    /// The text that names the kinds.
    pub(super) of: &'static str,
    pub(super) chart: Chart,
    pub(super) rows: Vec<(String, u64)>,
}

impl Breakdown {
    fn new(id: &'static str, title: &'static str, of: &'static str, rows: Vec<(String, u64)>) -> Self {
        Self { id, of, chart: Chart::new(title, rows.iter().cloned()), rows }
    }
}

impl Figures {
    pub(super) fn new(summary: Summary, shell: &Shell) -> Self {
        let (first, last) = summary.period.days();
        let counts = &summary.opened;
        let of_status =
            |status: &TicketStatus| (shell.word("status", status), sum(counts, |one| one.status == *status));
        let of_priority =
            |wanted: &Priority| (shell.word("priority", wanted), sum(counts, |one| one.priority == *wanted));
        let by_status = TicketStatus::ALL.iter().map(of_status).collect();
        let by_priority = Priority::ALL.iter().map(of_priority).collect();
        let load = |one: &EngineerFigures| (one.engineer.name.to_string(), one.open_tickets);
        Self {
            days: (first.to_string(), last.to_string()),
            opened: sum(counts, |_| true),
            resolved: summary.resolution.count,
            first_response: Times::new(summary.first_response, shell),
            resolution: Times::new(summary.resolution, shell),
            rating: average(&summary.ratings),
            ratings: summary.ratings.total(),
            breakdowns: [
                Breakdown::new("by-status", "report-by-status", "fact-status", by_status),
                Breakdown::new("by-priority", "report-by-priority", "fact-priority", by_priority),
                Breakdown::new("by-stars", "report-by-stars", "report-stars", by_stars(&summary.ratings)),
            ],
            load: Chart::new("report-load", summary.engineers.iter().map(load)),
            engineers: summary.engineers,
        }
    }
}

fn sum(counts: &[OpenedCount], fits: impl Fn(&OpenedCount) -> bool) -> u64 {
    counts.iter().filter(|count| fits(count)).map(|count| count.tickets).sum()
}

fn by_stars(ratings: &RatingCounts) -> Vec<(String, u64)> {
    Stars::ALL.iter().map(|stars| (stars.to_string(), ratings.of(*stars))).collect()
}

/// The average number of stars, to the hundredth.
pub(super) fn average(ratings: &RatingCounts) -> Option<String> {
    ratings.average().map(|average| format!("{average:.2}"))
}

impl Times {
    fn new(times: Distribution, shell: &Shell) -> Self {
        let words = |time| span(shell.words, time);
        Self { median: times.median.map(words), p95: times.p95.map(words) }
    }
}
