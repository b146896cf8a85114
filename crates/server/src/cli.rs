//! The command line.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::commands::admin::NewAdmin;
use crate::commands::backup::ResumeMail;
use crate::commands::demo::DemoSize;
use crate::commands::{admin, backup, demo, doctor, migrate, openapi, serve};
use crate::settings::Settings;
use crate::telemetry;

/// A support-ticket service: customers open tickets, engineers answer them, everybody concerned gets mail.
#[derive(Debug, Parser)]
#[command(name = "deskhand", version, about)]
struct CommandLine {
    /// Settings that differ from the defaults; the environment (`DESKHAND__HTTP__PORT=8080`) wins over them
    #[arg(long, global = true, value_name = "FILE", default_value = "config/local.toml")]
    config: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Bring the database up to date and serve until stopped
    Serve,
    /// Move the database schema
    Migrate {
        #[command(subcommand)]
        direction: migrate::Direction,
    },
    /// Manage superadmins from the machine itself
    Admin {
        #[command(subcommand)]
        command: AdminCommand,
    },
    /// Fill the database with believable people and tickets; sends no mail
    Demo(DemoSize),
    /// Check settings, database and mail server, and say what is wrong
    Doctor,
    /// Copy an SQLite database into a new file, while the service goes on
    Backup {
        /// Must not exist yet
        file: PathBuf,
    },
    /// Put a backup in the place of the SQLite database; stop the service first
    Restore {
        /// What `deskhand backup` made
        file: PathBuf,
    },
    /// Send mail again after a restore
    ResumeMail(ResumeMail),
    /// Print the OpenAPI document
    Openapi,
}

#[derive(Debug, Subcommand)]
enum AdminCommand {
    /// Make a superadmin; the password is read from standard input, or made and printed once
    Create(NewAdmin),
}

/// Runs the program: what `main` does.
#[must_use]
pub fn run() -> ExitCode {
    let line = CommandLine::parse();
    match actix_web::rt::System::new().block_on(execute(line)) {
        Ok(code) => code,
        Err(error) => {
            // The chain of causes, for a person: no backtrace, no Debug.
            eprintln!("deskhand: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn execute(line: CommandLine) -> anyhow::Result<ExitCode> {
    if matches!(line.command, Command::Openapi) {
        return openapi::print();
    }
    let settings = Settings::load(&line.config)?;
    telemetry::start(&settings.log)?;
    match line.command {
        Command::Serve => serve::serve(&settings).await,
        Command::Migrate { direction } => migrate::migrate(&settings, &direction).await,
        Command::Admin { command: AdminCommand::Create(new) } => admin::create(&settings, new).await,
        Command::Demo(size) => demo::fill(&settings, &size).await,
        Command::Doctor => doctor::examine(&settings).await,
        Command::Backup { file } => backup::backup(&settings, &file).await,
        Command::Restore { file } => backup::restore(&settings, file).await,
        Command::ResumeMail(choice) => backup::resume_mail(&settings, &choice).await,
        Command::Openapi => openapi::print(),
    }
}
