use anyhow::Context;

use crate::build::Build;
use crate::data::Store;
use crate::load::Oha;
use crate::mail::mail_that_comes_in;
use crate::measure::{Bench, compare, growth, idle, opening, overload};
use crate::options::Options;
use crate::pages::pages;
use crate::plan::Plan;
use crate::programs::programs;
use crate::report::{OnDatabase, markdown};
use crate::scenario::Scenario;
use crate::verdict::{Check, Verdict};

/// Whether no bar was missed.
pub(crate) async fn run(options: &Options) -> anyhow::Result<bool> {
    let (plan, command) =
        if options.quick { (Plan::quick(), "make bench-quick") } else { (Plan::full(), "make bench") };
    let command = if options.mail { "make bench-mail" } else { command };
    let command = if options.pages { "make bench-pages" } else { command };
    let command = if options.programs { "make bench-programs" } else { command };
    let ours = Build { program: options.ours.clone() };
    let base = options.base.clone().map(|program| Build { program });
    let oha = Oha { program: options.oha.clone() };
    let stores = Store::both(&options.data, &options.postgres)?;
    // By the base, for its schema is the older one: this build brings its copies up to date.
    let sizes = match options {
        Options { mail: true, .. } => vec![plan.few],
        Options { pages: true, .. } | Options { programs: true, .. } => vec![plan.tickets],
        _ => vec![plan.few, plan.tickets, plan.many],
    };
    fill(&stores, base.as_ref().unwrap_or(&ours), &sizes).await?;
    let mut databases = Vec::new();
    for store in &stores {
        let bench = Bench { plan: &plan, oha: &oha, store, ours: &ours };
        let measured = match options {
            Options { mail: true, .. } => mail_that_comes_in(&bench).await.map(|checks| alone(&bench, checks)),
            Options { pages: true, .. } => pages(&bench).await.map(|checks| alone(&bench, checks)),
            Options { programs: true, .. } => programs(&bench).await.map(|checks| alone(&bench, checks)),
            _ => on_database(&bench, base.as_ref()).await,
        };
        databases.push(measured.with_context(|| store.name())?);
    }
    let report = markdown(command, &options.base_name, &databases);
    std::fs::write(&options.report, &report).with_context(|| format!("cannot write {}", options.report.display()))?;
    println!("{report}\nWritten to {}.", options.report.display());
    let lines_with = |verdict| databases.iter().flat_map(move |database| database.lines_with(verdict));
    lines_with(Verdict::NoiseDecides).chain(lines_with(Verdict::Missed)).for_each(|line| println!("{line}"));
    Ok(lines_with(Verdict::Missed).next().is_none())
}

async fn fill(stores: &[Store], build: &Build, sizes: &[u32]) -> anyhow::Result<()> {
    for store in stores {
        for &tickets in sizes {
            eprintln!("{}: a database with {tickets} tickets", store.name());
            store.fill(build, tickets).await.with_context(|| format!("cannot fill {}", store.name()))?;
        }
    }
    Ok(())
}

fn alone(bench: &Bench<'_>, checks: Vec<Check>) -> OnDatabase {
    checks.iter().for_each(|check| eprintln!("{}: {check}", bench.store.name()));
    OnDatabase { name: bench.store.name(), tables: Vec::new(), checks }
}

async fn on_database(bench: &Bench<'_>, base: Option<&Build>) -> anyhow::Result<OnDatabase> {
    let mut tables = Vec::new();
    if let Some(base) = base {
        tables.push(compare(bench, base).await?);
    }
    tables.extend([growth(bench).await?, opening(bench).await?]);
    let mut checks = vec![idle(bench).await?];
    for scenario in [Scenario::List, Scenario::Open] {
        checks.extend(overload(bench, scenario).await?);
    }
    checks.extend(mail_that_comes_in(bench).await?);
    checks.extend(pages(bench).await?);
    checks.extend(programs(bench).await?);
    checks.iter().for_each(|check| eprintln!("{}: {check}", bench.store.name()));
    Ok(OnDatabase { name: bench.store.name(), tables, checks })
}
