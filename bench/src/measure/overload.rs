//! Three times as many requests as the server can answer.

use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use super::Bench;
use crate::load::{Load, Turn};
use crate::plan::CROWD;
use crate::scenario::Scenario;
use crate::server::is_ready;
use crate::site::Site;
use crate::verdict::{Bar, Check, median};

const TIMES: f64 = 3.0;
/// More than the server works on, and lets wait, at once.
const CONNECTIONS: usize = 2000;
const BETWEEN_PROBES: Duration = Duration::from_millis(50);
/// After the overload, until a request is answered again.
const RECOVERY: Duration = Duration::from_secs(5);

pub(crate) async fn overload(bench: &Bench<'_>, scenario: Scenario) -> anyhow::Result<Vec<Check>> {
    let site = bench.site(bench.ours, bench.plan.tickets, "ours").await?;
    let peak = peak(bench, &site, scenario).await?;
    let turn = Turn { connections: CONNECTIONS, time: bench.plan.overload, rate: Some((peak * TIMES).max(1.0)) };
    let until = Instant::now() + bench.plan.overload;
    let (load, probes) = tokio::join!(site.drive(bench.oha, scenario, turn), probe(&site, scenario, until));
    let recovered = recovers(&site, scenario).await;
    site.stop().await?;
    Ok(checks(scenario.name(), peak, &load?, &probes, recovered))
}

/// The median of three turns.
async fn peak(bench: &Bench<'_>, site: &Site<'_>, scenario: Scenario) -> anyhow::Result<f64> {
    let turn = Turn { connections: CROWD, time: bench.plan.turn_of(scenario), rate: None };
    let mut turns = Vec::new();
    for _ in 0..3 {
        turns.push(site.drive(bench.oha, scenario, turn).await?.per_second);
    }
    Ok(median(turns.into_iter()))
}

/// Sends requests beside the load, for oha does not show headers. Returns for each refusal whether it has Retry-After.
async fn probe(site: &Site<'_>, scenario: Scenario, until: Instant) -> Vec<bool> {
    let mut sent = JoinSet::new();
    while Instant::now() < until {
        sent.spawn(site.ask_once(scenario));
        sleep(BETWEEN_PROBES).await;
    }
    let refusals = sent.join_all().await.into_iter().flatten().filter(|answer| answer.status() == 503);
    refusals.map(|answer| answer.headers().contains_key("retry-after")).collect()
}

async fn is_well(site: &Site<'_>, scenario: Scenario) -> bool {
    let served = site.ask_once(scenario).await.is_ok_and(|answer| answer.status().is_success());
    served && is_ready(&site.server.url).await
}

async fn recovers(site: &Site<'_>, scenario: Scenario) -> bool {
    let recovery = async {
        while !is_well(site, scenario).await {
            sleep(BETWEEN_PROBES).await;
        }
    };
    timeout(RECOVERY, recovery).await.is_ok()
}

fn checks(scenario: &str, peak: f64, load: &Load, probes: &[bool], recovered: bool) -> Vec<Check> {
    let about = |what: &str| format!("overload, {scenario}: {what}");
    let served = about(&format!("served share of the peak of {peak:.0}/s, p99 {:.0} ms", load.p99));
    let Load { refused, broken, .. } = load;
    let with = probes.iter().filter(|has_retry_after| **has_retry_after).count();
    let seen = format!("{refused:?}, broken {broken}; with Retry-After {with} of {} seen", probes.len());
    let is_polite = refused.keys().all(|status| *status == 503) && *broken == 0 && with == probes.len();
    let recovery = format!("within {} s", RECOVERY.as_secs());
    let answer = if recovered { "yes" } else { "no" };
    vec![
        Check::figure(served, load.per_second / peak, Bar::AtLeast(0.8)),
        Check::fact(about("refused"), seen, "only with 503 and Retry-After", is_polite),
        Check::fact(about("serves again afterwards"), answer.to_owned(), &recovery, recovered),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Verdict::{Met, Missed};

    #[test]
    fn refusals_need_503_and_retry_after_and_most_must_be_served() {
        let verdicts = |per_second, status, probe| {
            let load = Load { per_second, p99: 900.0, refused: [(status, 7)].into(), broken: 0 };
            checks("list", 100.0, &load, &[probe], true).into_iter().map(|check| check.verdict).collect::<Vec<_>>()
        };
        assert_eq!(verdicts(85.0, 503, true), [Met, Met, Met]);
        assert_eq!(verdicts(85.0, 500, true), [Met, Missed, Met]);
        assert_eq!(verdicts(85.0, 503, false), [Met, Missed, Met]);
        assert_eq!(verdicts(79.0, 503, true), [Missed, Met, Met]);
    }
}
