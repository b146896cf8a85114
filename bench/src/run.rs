use anyhow::Context;

use crate::build::Build;
use crate::data::Store;
use crate::load::Oha;
use crate::measure::{Bench, compare, growth, idle, opening, overload};
use crate::options::Options;
use crate::plan::Plan;
use crate::report::{OnDatabase, Report, note};
use crate::scenario::Scenario;

/// Whether no bar was missed.
pub(crate) async fn run(options: &Options) -> anyhow::Result<bool> {
    let plan = if options.quick { Plan::quick() } else { Plan::full() };
    let ours = Build::at(&options.ours)?;
    let base = options.base.as_deref().map(Build::at).transpose()?;
    let oha = Oha::at(&options.oha)?;
    let stores = Store::both(&options.data, &options.schema, &options.postgres)?;
    // By the base, for its schema is the older one: this build brings its copies up to date.
    fill(&stores, base.as_ref().unwrap_or(&ours), &plan).await?;
    let mut report = Report::new(options.quick, options.base_name.clone());
    for store in &stores {
        let bench = Bench { plan: &plan, oha: &oha, store, ours: &ours, base: base.as_ref() };
        report.databases.push(on_database(&bench).await.with_context(|| store.name())?);
    }
    report.write(&options.report)?;
    Ok(report.is_met())
}

async fn fill(stores: &[Store], build: &Build, plan: &Plan) -> anyhow::Result<()> {
    for store in stores {
        for tickets in plan.sizes() {
            note(&format!("{}: a database with {tickets} tickets", store.name()));
            store.fill(build, tickets).await.with_context(|| format!("cannot fill {}", store.name()))?;
        }
    }
    Ok(())
}

async fn on_database(bench: &Bench<'_>) -> anyhow::Result<OnDatabase> {
    let compared = match bench.base {
        Some(base) => compare(bench, base).await?,
        None => Vec::new(),
    };
    let growth = growth(bench).await?;
    let opening = opening(bench).await?;
    note(&format!("{}: idle, and overloaded", bench.store.name()));
    let mut checks = vec![idle(bench).await?];
    for scenario in [Scenario::List, Scenario::Open] {
        checks.extend(overload(bench, scenario).await?);
    }
    Ok(OnDatabase { name: bench.store.name(), compared, growth, opening, checks })
}
