//! The rows that are measured pair by pair, and the memory of an idle server.

use std::time::Duration;

use super::bench::Bench;
use super::pairs::{Pairing, Side};
use crate::build::Build;
use crate::plan::{CROWD, SOME};
use crate::report::Table;
use crate::scenario::Scenario;
use crate::site::Site;
use crate::verdict::{Bar, Check, Spread};

/// This build beside the base, both on a copy of the same database.
pub(crate) async fn compare(bench: &Bench<'_>, base: &Build) -> anyhow::Result<Table> {
    let ours = Site::start(bench.ours, bench.store, bench.plan.tickets, "ours").await?;
    let base = Site::start(base, bench.store, bench.plan.tickets, "base").await?;
    let mut rows = Vec::new();
    for &(scenario, connections) in &bench.plan.compared {
        let sides = [&ours, &base].map(|site| Side { site, connections });
        let name = format!("{}, {connections} connections", scenario.name());
        let bar = scenario.least(connections).map(Bar::AtLeast);
        rows.push(Pairing { name, scenario, sides, figure: |load| load.per_second, bar }.measure(bench).await?);
    }
    ours.stop().await?;
    base.stop().await?;
    Ok(Table { title: "This build beside the base, by requests a second".to_owned(), sides: ["this", "base"], rows })
}

/// This build with many tickets beside itself with few.
pub(crate) async fn growth(bench: &Bench<'_>) -> anyhow::Result<Table> {
    let many = Site::start(bench.ours, bench.store, bench.plan.many, "many").await?;
    let few = Site::start(bench.ours, bench.store, bench.plan.few, "few").await?;
    let mut rows = Vec::new();
    for &scenario in &bench.plan.growing {
        let sides = [&many, &few].map(|site| Side { site, connections: SOME });
        let name = format!("growth: {}, {SOME} connections", scenario.name());
        let bar = Some(Bar::AtMost(1.5));
        rows.push(Pairing { name, scenario, sides, figure: |load| load.p99, bar }.measure(bench).await?);
    }
    many.stop().await?;
    few.stop().await?;
    let title = format!("This build with {} tickets beside {}, by p99", bench.plan.many, bench.plan.few);
    Ok(Table { title, sides: ["many", "few"], rows })
}

/// Opening tickets with many connections beside one: what shared commits gain. SQLite has a bar, for it has one writer.
pub(crate) async fn opening(bench: &Bench<'_>) -> anyhow::Result<Table> {
    let site = Site::start(bench.ours, bench.store, bench.plan.tickets, "ours").await?;
    let sides = [CROWD, 1].map(|connections| Side { site: &site, connections });
    let name = format!("open a ticket, {CROWD} connections beside 1");
    let bar = (bench.store.name() == "SQLite").then_some(Bar::AtLeast(2.0));
    let pairing = Pairing { name, scenario: Scenario::Open, sides, figure: |load| load.per_second, bar };
    let rows = vec![pairing.measure(bench).await?];
    site.stop().await?;
    Ok(Table {
        title: "This build with many connections beside one, by requests a second".to_owned(),
        sides: ["64", "1"],
        rows,
    })
}

/// The memory of a server that has nothing to do.
pub(crate) async fn idle(bench: &Bench<'_>) -> anyhow::Result<Check> {
    let copy = bench.store.copy(bench.plan.few, "ours").await?;
    let server = bench.ours.serve(copy.folder.path(), &copy.url).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let memory = server.memory()?;
    server.stop().await?;
    bench.store.discard(copy, "ours").await?;
    Ok(Check::spread("memory when idle, MiB".to_owned(), Spread::of(&[memory]), Bar::AtMost(64.0)))
}
