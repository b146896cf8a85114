//! One whole run, from looking at the machine to the written report.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};
use time::OffsetDateTime;
use time::macros::format_description;
use tokio::process::Command;

use crate::calm::Calm;
use crate::data::Warehouse;
use crate::machine::Machine;
use crate::measure;
use crate::operations::Kind;
use crate::plan::Plan;
use crate::product::Product;
use crate::progress::Progress;
use crate::report::{OnDatabase, Report};

/// Where `tests/with_postgres.sh` says which server there is.
const POSTGRES: &str = "DESKHAND_TEST_POSTGRES_URL";

/// What to measure, and where to write it.
#[derive(Clone, Debug, Args)]
pub struct RunOptions {
    /// Only the main operations, on smaller desks, in less than three minutes
    #[arg(long)]
    pub quick: bool,
    /// On which databases
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Kinds::Sqlite, Kinds::Postgres])]
    pub databases: Vec<Kinds>,
    /// The date of the report; today unless said otherwise
    #[arg(long)]
    pub date: Option<String>,
    /// The built program
    #[arg(long, default_value = "target/release/deskhand")]
    pub program: PathBuf,
    /// Where filled databases are kept
    #[arg(long, default_value = "target/bench-data")]
    pub data: PathBuf,
    /// Where the raw figures go
    #[arg(long, default_value = "target/bench/latest.json")]
    pub figures: PathBuf,
    /// The folder for benchmarks.md and its pictures
    #[arg(long, default_value = "target/bench")]
    pub documentation: PathBuf,
    /// Only some measurements
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = Part::ALL)]
    pub parts: Vec<Part>,
    /// Only desks of these sizes; the program is compared with its twin on the last one
    #[arg(long, value_delimiter = ',')]
    pub sizes: Vec<u32>,
    /// Only operations whose name contains one of these
    #[arg(long, value_delimiter = ';')]
    pub operations: Vec<String>,
}

/// The kinds of databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kinds {
    /// A file.
    Sqlite,
    /// A server, which `DESKHAND_TEST_POSTGRES_URL` names.
    Postgres,
}

/// The measurements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// The program beside its twin.
    Compare,
    /// By size.
    Growth,
    /// Opening together.
    Group,
    /// While mail goes out.
    Letters,
    /// Beside a flood of sign-ins.
    Flood,
    /// With many who listen.
    Streams,
    /// With nothing to do.
    Idle,
    /// With too much to do.
    Overload,
}

impl Part {
    const ALL: [Self; 8] = [
        Self::Compare,
        Self::Growth,
        Self::Group,
        Self::Letters,
        Self::Flood,
        Self::Streams,
        Self::Idle,
        Self::Overload,
    ];
}

/// Measures, prints, and writes the report.
///
/// # Errors
/// Where the program is not built, or fails.
pub async fn run(options: RunOptions) -> anyhow::Result<()> {
    let product = Product::at(&options.program)?;
    let plan = plan(&options);
    std::fs::create_dir_all(&options.data)?;
    let warehouses = warehouses(&options).await?;
    let mut report = Report {
        date: options.date.clone().unwrap_or_else(today),
        quick: options.quick,
        machine: Machine::look(&options.data)?,
        versions: versions(&product).await?,
        compared_at: plan.compared_at,
        databases: Vec::new(),
    };
    let progress = Progress::of(steps(&plan, &options) * warehouses.len() as u64);
    for warehouse in &warehouses {
        report.databases.push(on_database(warehouse, &product, &plan, &options.parts, &progress).await?);
        // What is known is kept, should the rest fail.
        report.write_figures(&options.figures)?;
    }
    progress.done();
    report.write_documentation(&options.documentation)?;
    println!("{}", report.to_markdown());
    Ok(())
}

fn plan(options: &RunOptions) -> Plan {
    let mut plan = if options.quick { Plan::quick() } else { Plan::full() };
    plan.only_named.clone_from(&options.operations);
    if let Some(last) = options.sizes.last() {
        plan.compared_at = *last;
        plan.sizes.clone_from(&options.sizes);
    }
    plan
}

async fn warehouses(options: &RunOptions) -> anyhow::Result<Vec<Warehouse>> {
    let mut all = Vec::new();
    for kind in &options.databases {
        all.push(match kind {
            Kinds::Sqlite => Warehouse::sqlite(&options.data)?,
            Kinds::Postgres => {
                let server = std::env::var(POSTGRES);
                let server =
                    server.with_context(|| format!("{POSTGRES} names no server: run tests/with_postgres.sh"))?;
                Warehouse::postgres(&options.data, server).await?
            }
        });
    }
    Ok(all)
}

async fn on_database(
    warehouse: &Warehouse,
    product: &Product,
    plan: &Plan,
    parts: &[Part],
    progress: &Progress,
) -> anyhow::Result<OnDatabase> {
    let mut found = OnDatabase::new(warehouse.name(), warehouse.about().await?);
    for part in parts {
        let what = part.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        progress.step(format!("{}: {what}", warehouse.name()));
        // For each part anew: what is measured last must not go short.
        let calm = Calm::new(plan.again);
        match part {
            Part::Compare => found.compared = measure::compare(warehouse, product, plan, &calm, progress).await?,
            Part::Growth => found.growth = measure::growth(warehouse, product, plan, &calm, progress).await?,
            Part::Group => found.group = measure::group(warehouse, product, plan, &calm).await?,
            Part::Letters => found.letters = measure::letters(warehouse, product, plan).await?,
            Part::Flood => found.flood = Some(measure::flood(warehouse, product, plan).await?),
            Part::Streams => found.streams = Some(measure::streams(warehouse, product, plan).await?),
            Part::Idle => found.idle = Some(measure::idle(warehouse, product, plan).await?),
            Part::Overload => found.overload = Some(measure::overload(warehouse, product, plan, &calm).await?),
        }
        found.disturbances += calm.disturbances();
    }
    Ok(found)
}

/// For the bar: how many steps one database takes.
fn steps(plan: &Plan, options: &RunOptions) -> u64 {
    let operations: Vec<_> = crate::operations::catalogue().into_iter().filter(|o| plan.wants(o)).collect();
    let rows: usize = operations.iter().map(|operation| measure::crowds(plan, operation).len()).sum();
    let grown = operations.iter().filter(|o| o.kind != Kind::SignIn).count();
    let mut steps = options.parts.len();
    if options.parts.contains(&Part::Compare) {
        steps += rows;
    }
    if options.parts.contains(&Part::Growth) {
        steps += grown;
    }
    steps as u64
}

async fn versions(product: &Product) -> anyhow::Result<Vec<String>> {
    let mut versions = vec![product.version().await?];
    for (program, arguments) in [("git", &["rev-parse", "--short", "HEAD"][..]), ("rustc", &["--version"][..])] {
        if let Some(line) = first_line(program, arguments).await {
            versions.push(if program == "git" { format!("commit {line}") } else { line });
        }
    }
    Ok(versions)
}

/// What is not installed is not told.
async fn first_line(program: &str, arguments: &[&str]) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(program).args(arguments).current_dir(folder).output().await.ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().next().filter(|_| output.status.success()).map(str::to_owned)
}

#[expect(clippy::disallowed_methods, reason = "the measurements are of the real world")]
fn today() -> String {
    let format = format_description!("[year]-[month]-[day]");
    OffsetDateTime::now_utc().format(format).unwrap_or_default()
}
