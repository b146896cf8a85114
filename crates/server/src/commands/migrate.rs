use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;

use crate::settings::Settings;
use crate::start::connect::{connect, connect_existing, migrate};
use crate::start::folders;
use crate::start::schema::known_schema;
use crate::wiring::Overrides;

#[derive(Debug, Subcommand)]
pub(crate) enum Direction {
    /// Apply every change of this version that the database does not have yet
    Up,
    /// Take the last changes back, and lose the data in them: before an older version is started
    Down {
        /// The number of changes to take back
        #[arg(long, default_value_t = 1)]
        steps: u32,
    },
    /// List which changes are applied; fails unless all of them are
    Status,
}

/// Migrates the schema, or lists its state.
pub(crate) async fn run(settings: &Settings, direction: &Direction) -> anyhow::Result<ExitCode> {
    let database = match direction {
        Direction::Up => {
            folders::check(settings)?;
            connect(settings, &Overrides::default()).await?
        }
        Direction::Down { .. } | Direction::Status => connect_existing(settings).await?,
    };
    let current = match direction {
        Direction::Up => {
            known_schema(&database).await?;
            let changes = migrate(&database).await?;
            report("applied", &changes);
            true
        }
        Direction::Down { steps } => {
            known_schema(&database).await?;
            report("reverted", &database.migrate_down(*steps).await.context("no change was reverted")?);
            true
        }
        Direction::Status => {
            let status = database.migration_status().await?;
            for change in &status.known {
                println!("{:<10} {}", if change.applied { "applied" } else { "missing" }, change.name);
            }
            for name in &status.unknown {
                println!("{:<10} {name}   (applied by a newer version of deskhand)", "unknown");
            }
            status.is_current()
        }
    };
    database.close().await?;
    Ok(if current { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn report(what: &str, changes: &[String]) {
    if changes.is_empty() {
        println!("nothing to do");
    }
    for change in changes {
        println!("{what:<10} {change}");
    }
}
