//! Three times as many requests as the server can answer.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use super::bench::Bench;
use crate::load::Turn;
use crate::plan::CROWD;
use crate::scenario::Scenario;
use crate::server::is_ready;
use crate::site::Site;
use crate::verdict::{Bar, Check, Spread};

pub(crate) const TIMES: f64 = 3.0;
/// More than the server works on, and lets wait, at once.
pub(crate) const CONNECTIONS: usize = 2000;
const ROUNDS: usize = 3;
const BETWEEN_PROBES: Duration = Duration::from_millis(50);
const RECOVERY: Duration = Duration::from_secs(5);

#[derive(Default)]
struct Seen {
    /// Served under overload, as shares of the peak just before.
    shares: Vec<f64>,
    /// How many got which status instead, and how many got no answer.
    refused: BTreeMap<u16, u64>,
    broken: u64,
    /// For each refusal that was seen beside the load, whether it had Retry-After: oha does not show headers.
    retry_after: Vec<bool>,
    recoveries: usize,
}

pub(crate) async fn overload(bench: &Bench<'_>, scenario: Scenario) -> anyhow::Result<Vec<Check>> {
    let site = Site::start(bench.ours, bench.store, bench.plan.tickets, "ours").await?;
    let mut seen = Seen::default();
    for _ in 0..ROUNDS {
        let turn = Turn { connections: CROWD, time: bench.plan.turn_of(scenario), rate: None };
        let peak = site.drive(bench.oha, scenario, turn).await?.per_second;
        let turn = Turn { connections: CONNECTIONS, time: bench.plan.overload, rate: Some((peak * TIMES).max(1.0)) };
        let until = Instant::now() + bench.plan.overload;
        let (load, probes) = tokio::join!(site.drive(bench.oha, scenario, turn), probe(&site, scenario, until));
        let load = load?;
        seen.shares.push(load.per_second / peak);
        load.refused.into_iter().for_each(|(status, count)| *seen.refused.entry(status).or_default() += count);
        seen.broken += load.broken;
        seen.retry_after.extend(probes);
        seen.recoveries += usize::from(recovers(&site, scenario).await);
    }
    site.stop().await?;
    Ok(seen.checks(scenario.name()))
}

/// Sends requests beside the load. Returns for each refusal whether it has Retry-After.
async fn probe(site: &Site<'_>, scenario: Scenario, until: Instant) -> Vec<bool> {
    let mut sent = JoinSet::new();
    while Instant::now() < until {
        sent.spawn(site.ask_once(scenario));
        sleep(BETWEEN_PROBES).await;
    }
    let refusals = sent.join_all().await.into_iter().flatten().filter(|answer| answer.status() == 503);
    refusals.map(|answer| answer.headers().contains_key("retry-after")).collect()
}

async fn recovers(site: &Site<'_>, scenario: Scenario) -> bool {
    let served = async || site.ask_once(scenario).await.is_ok_and(|answer| answer.status().is_success());
    let recovery = async {
        while !(served().await && is_ready(&site.server.url).await) {
            sleep(BETWEEN_PROBES).await;
        }
    };
    timeout(RECOVERY, recovery).await.is_ok()
}

impl Seen {
    fn checks(&self, scenario: &str) -> Vec<Check> {
        let name = |what: &str| format!("overload, {scenario}: {what}");
        let Self { refused, broken, retry_after, recoveries, .. } = self;
        let (probes, with) = (retry_after.len(), retry_after.iter().filter(|has_it| **has_it).count());
        let refusals = format!("{refused:?}, broken {broken}; with Retry-After {with} of {probes} seen");
        let is_polite = refused.keys().all(|status| *status == 503) && *broken == 0 && with == probes;
        let recovery = format!("within {} s", RECOVERY.as_secs());
        let recovered = format!("{recoveries} of {ROUNDS} times");
        vec![
            Check::spread(name("served, of the peak"), Spread::of(&self.shares), Bar::AtLeast(0.8)),
            Check::fact(name("refused"), refusals, "only with 503 and Retry-After", is_polite),
            Check::fact(name("serves again"), recovered, &recovery, *recoveries == ROUNDS),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Verdict::{Met, Missed};

    #[test]
    fn refusals_need_503_and_retry_after_and_most_must_be_served() {
        let verdicts = |share, status, probe| {
            let (shares, refused, retry_after) = (vec![share; 3], [(status, 7)].into(), vec![probe]);
            let seen = Seen { shares, refused, broken: 0, retry_after, recoveries: ROUNDS };
            seen.checks("list").into_iter().map(|check| check.verdict).collect::<Vec<_>>()
        };
        assert_eq!(verdicts(0.85, 503, true), [Met, Met, Met]);
        assert_eq!(verdicts(0.85, 500, true), [Met, Missed, Met]);
        assert_eq!(verdicts(0.85, 503, false), [Met, Missed, Met]);
        assert_eq!(verdicts(0.79, 503, true), [Missed, Met, Met]);
    }
}
