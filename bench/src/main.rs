//! Compares two builds of deskhand under load, and checks the bars of one: see `bench/README.md`. `bench/run.sh` builds both,
//! and starts this program beside a PostgreSQL server.

mod build;
mod data;
mod load;
mod mail;
mod measure;
mod options;
mod pages;
mod plan;
mod programs;
mod report;
mod run;
mod scenario;
mod scene;
mod server;
mod site;
mod verdict;

use std::process::ExitCode;

use clap::Parser as _;

use crate::options::Options;

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let is_met = run::run(&Options::parse()).await?;
    Ok(if is_met { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
