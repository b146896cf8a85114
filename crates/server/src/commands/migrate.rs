use std::process::ExitCode;

use clap::Subcommand;

use crate::database::open_database;
use crate::open_existing::open_existing;
use crate::settings::Settings;

#[derive(Debug, Subcommand)]
pub(crate) enum Direction {
    /// Apply every change that is missing
    Up,
    /// Take back the last changes, with all data in them
    Down {
        /// How many
        #[arg(long, default_value_t = 1)]
        steps: u32,
    },
    /// Say which changes the database has; fails unless it has all of them
    Status,
}

/// Moves the schema, or says where it stands.
pub(crate) async fn migrate(settings: &Settings, direction: &Direction) -> anyhow::Result<ExitCode> {
    let database = match direction {
        Direction::Up => open_database(settings).await?,
        Direction::Down { .. } | Direction::Status => open_existing(settings).await?,
    };
    let current = match direction {
        Direction::Up => {
            report("applied", &database.migrate_up().await?);
            true
        }
        Direction::Down { steps } => {
            report("taken back", &database.migrate_down(*steps).await?);
            true
        }
        Direction::Status => {
            let status = database.migration_status().await?;
            for change in &status.known {
                println!("{:<10} {}", if change.applied { "applied" } else { "missing" }, change.name);
            }
            for name in &status.unknown {
                println!("{:<10} {name}   (made by a newer version of deskhand)", "unknown");
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
