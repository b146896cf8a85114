//! The command line.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::Shell;

use crate::commands::admin::NewAdmin;
use crate::commands::backup::ResumeMail;
use crate::commands::demo::DemoSize;
use crate::commands::{admin, backup, demo, doctor, migrate, openapi, packaging, serve};
use crate::settings::Settings;
use crate::telemetry;

/// A self-hosted support-ticket service. Customers open tickets, engineers answer them, and both get mail.
#[derive(Debug, Parser)]
#[command(name = "deskhand", version)]
struct CommandLine {
    /// File with your settings; environment variables (`DESKHAND__HTTP__PORT=8080`) override it
    #[arg(long, global = true, value_name = "FILE", default_value = "config/local.toml")]
    config: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(flatten)]
    Desk(DeskCommand),
    #[command(flatten)]
    Print(PrintCommand),
}

/// Commands that read the settings.
#[derive(Debug, Subcommand)]
enum DeskCommand {
    /// Migrate the database and serve until stopped
    Serve,
    /// Migrate the database schema
    Migrate {
        #[command(subcommand)]
        direction: migrate::Direction,
    },
    /// Manage superadmins without the API
    Admin {
        #[command(subcommand)]
        command: AdminCommand,
    },
    /// Fill the database with sample users and tickets; sends no mail
    Demo(DemoSize),
    /// Check settings, database and mail server, and print what is wrong
    Doctor,
    /// Copy an SQLite database into a new file; the service may keep running
    Backup {
        /// The new file; must not exist yet
        file: PathBuf,
    },
    /// Replace the SQLite database with a backup; stop the service first
    Restore {
        /// A file written by `deskhand backup`
        file: PathBuf,
    },
    /// Resume sending mail after a restore
    ResumeMail(ResumeMail),
}

/// Commands that print what is built into the program. They need no settings.
#[derive(Debug, Subcommand)]
enum PrintCommand {
    /// Print the OpenAPI document
    Openapi,
    /// Print the completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(Debug, Subcommand)]
enum AdminCommand {
    /// Create a superadmin; the password is read from standard input, or generated and printed once
    Create(NewAdmin),
}

/// Parses the command line and runs the command.
#[must_use]
pub fn run() -> ExitCode {
    let line = CommandLine::parse();
    match actix_web::rt::System::new().block_on(execute(line)) {
        Ok(code) => code,
        Err(error) => {
            // The chain of causes in one line, without a backtrace.
            eprintln!("deskhand: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn execute(line: CommandLine) -> anyhow::Result<ExitCode> {
    match line.command {
        Command::Print(command) => print(&command),
        Command::Desk(command) => {
            let settings = Settings::load(&line.config)?;
            telemetry::start(&settings.log)?;
            run_on_desk(command, &settings).await
        }
    }
}

fn print(command: &PrintCommand) -> anyhow::Result<ExitCode> {
    match command {
        PrintCommand::Openapi => openapi::print(),
        PrintCommand::Completions { shell } => packaging::print_completions(CommandLine::command(), *shell),
        PrintCommand::Man => packaging::print_manual(CommandLine::command()),
    }
}

async fn run_on_desk(command: DeskCommand, settings: &Settings) -> anyhow::Result<ExitCode> {
    match command {
        DeskCommand::Serve => serve::serve(settings).await,
        DeskCommand::Migrate { direction } => migrate::migrate(settings, &direction).await,
        DeskCommand::Admin { command: AdminCommand::Create(new) } => admin::create(settings, new).await,
        DeskCommand::Demo(size) => demo::fill(settings, &size).await,
        DeskCommand::Doctor => doctor::examine(settings).await,
        DeskCommand::Backup { file } => backup::backup(settings, &file).await,
        DeskCommand::Restore { file } => backup::restore(settings, file).await,
        DeskCommand::ResumeMail(choice) => backup::resume_mail(settings, &choice).await,
    }
}
