//! Three times as many requests as the server can answer.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::Bench;
use crate::load::{Load, Turn};
use crate::plan::CROWD;
use crate::scenario::Scenario;
use crate::site::Site;
use crate::verdict::{Bar, Check, median};

const TIMES: f64 = 3.0;
/// More than the server works on, and lets wait, at once.
const CONNECTIONS: usize = 2000;
const BETWEEN_PROBES: Duration = Duration::from_millis(50);
/// After the overload, until a request is answered again.
const RECOVERY: Duration = Duration::from_secs(5);

/// Refusals that were seen beside the load, for oha does not show headers.
#[derive(Default)]
struct Probes {
    refused: u32,
    /// Those of them without Retry-After.
    without_retry_after: u32,
}

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
    let turn = Turn { connections: CROWD, time: bench.plan.turn, rate: None };
    let mut turns = Vec::new();
    for _ in 0..3 {
        turns.push(site.drive(bench.oha, scenario, turn).await?.per_second);
    }
    Ok(median(turns.into_iter()))
}

async fn probe(site: &Site<'_>, scenario: Scenario, until: Instant) -> Probes {
    let mut seen = Probes::default();
    while Instant::now() < until {
        if let Ok(answer) = site.ask_once(scenario).await
            && answer.status() == 503
        {
            seen.refused += 1;
            seen.without_retry_after += u32::from(!answer.headers().contains_key("retry-after"));
        }
        sleep(BETWEEN_PROBES).await;
    }
    seen
}

async fn recovers(site: &Site<'_>, scenario: Scenario) -> bool {
    let until = Instant::now() + RECOVERY;
    while Instant::now() < until {
        let served = site.ask_once(scenario).await.is_ok_and(|answer| answer.status().is_success());
        if served && site.server.is_ready().await {
            return true;
        }
        sleep(BETWEEN_PROBES).await;
    }
    false
}

fn checks(scenario: &str, peak: f64, load: &Load, probes: &Probes, recovered: bool) -> Vec<Check> {
    let about = |what: &str| format!("overload, {scenario}: {what}");
    let served = about(&format!("served share of the peak of {peak:.0}/s, p99 {:.0} ms", load.p99));
    let only_503 = load.refused.keys().all(|status| *status == 503) && load.broken == 0;
    let Probes { refused, without_retry_after } = probes;
    let statuses = &load.refused;
    let seen = format!("{statuses:?}, broken {}; {without_retry_after} of {refused} without", load.broken);
    let recovery = format!("within {} s", RECOVERY.as_secs());
    let answer = if recovered { "yes" } else { "no" };
    vec![
        Check::figure(served, load.per_second / peak, Bar::AtLeast(0.8)),
        Check::fact(about("refused"), seen, "only 503 with Retry-After", only_503 && *without_retry_after == 0),
        Check::fact(about("serves again afterwards"), answer.to_owned(), &recovery, recovered),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Verdict::{self, Met, Missed};

    fn verdicts(load: &Load, without_retry_after: u32) -> Vec<Verdict> {
        let probes = Probes { refused: 3, without_retry_after };
        checks("list", 100.0, load, &probes, true).iter().map(|check| check.verdict).collect()
    }

    #[test]
    fn refusals_need_503_and_retry_after_and_most_must_be_served() {
        let load = |per_second, status| Load { per_second, p99: 900.0, refused: [(status, 7)].into(), broken: 0 };
        assert_eq!(verdicts(&load(85.0, 503), 0), [Met, Met, Met]);
        assert_eq!(verdicts(&load(85.0, 500), 0), [Met, Missed, Met]);
        assert_eq!(verdicts(&load(85.0, 503), 1), [Met, Missed, Met]);
        assert_eq!(verdicts(&load(79.0, 503), 0), [Missed, Met, Met]);
    }
}
