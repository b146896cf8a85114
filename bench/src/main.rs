//! The command line of the measurements.

use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};
use deskhand_bench::bare::{self, BareOptions};
use deskhand_bench::run::{RunOptions, run};
use tokio::signal::unix::{SignalKind, signal};

/// The program's own, for the twin's sake.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures deskhand beside a bare twin.
#[derive(Debug, Parser)]
#[command(name = "deskhand-bench", version, about)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measure, and write the report
    Run(RunOptions),
    /// Be the bare twin, until the standard input is closed
    Bare(BareOptions),
}

fn main() -> ExitCode {
    let result = match CommandLine::parse().command {
        Command::Bare(options) => actix_web::rt::System::new().block_on(bare::serve(&options)),
        Command::Run(options) => measure(options),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("deskhand-bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// One thread makes all the load. Whatever ends the run ends its servers: they die with their handles.
fn measure(options: RunOptions) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime
        .block_on(async {
            let mut terminated = signal(SignalKind::terminate())?;
            tokio::select! {
                done = run(options) => done,
                _ = tokio::signal::ctrl_c() => Err(anyhow::anyhow!("stopped")),
                _ = terminated.recv() => Err(anyhow::anyhow!("stopped")),
            }
        })
        .context("the measurements did not come to an end")
}
