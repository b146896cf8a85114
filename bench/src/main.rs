//! Compares two builds of deskhand under load, and checks the bars of one: see `bench/README.md`. `bench/run.sh` builds both,
//! and starts this program beside a PostgreSQL server.

mod build;
mod data;
mod load;
mod measure;
mod plan;
mod report;
mod run;
mod scenario;
mod server;
mod site;
mod verdict;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// Compares two builds of deskhand under load
#[derive(Parser)]
struct Options {
    /// The deskhand program to measure
    #[arg(long)]
    ours: PathBuf,
    /// The deskhand program to compare it with; without it, nothing is compared
    #[arg(long)]
    base: Option<PathBuf>,
    /// The revision of the base, for the report
    #[arg(long, default_value = "no other build")]
    base_name: String,
    /// The load tool
    #[arg(long)]
    oha: PathBuf,
    /// The folder of the filled databases, named after their schema; what is missing is filled
    #[arg(long)]
    data: PathBuf,
    /// A PostgreSQL server on which databases may be created: tests/with_postgres.sh starts one
    #[arg(long)]
    postgres: String,
    /// The file for the report, in Markdown
    #[arg(long)]
    report: PathBuf,
    /// Only the main operations, with short turns
    #[arg(long)]
    quick: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let is_met = run::run(&Options::parse()).await?;
    Ok(if is_met { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
