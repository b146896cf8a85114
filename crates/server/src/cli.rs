//! The command line.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use deskhand_client::ClientCommand;

use crate::commands::admin::{NewAdmin, NewPassword};
use crate::commands::backup::ResumeMail;
use crate::commands::convert::ConvertCommand;
use crate::commands::demo::DemoSize;
use crate::commands::doctor::DoctorArgs;
use crate::commands::files::FilesCommand;
use crate::commands::mail::MailCommand;
use crate::commands::secret::SecretCommand;
use crate::commands::{
    admin, backup, convert, demo, doctor, export, files, import, mail, migrate, openapi, packaging, secret, serve,
};
use crate::settings::Settings;
use crate::telemetry;

/// A self-hosted support-ticket service. Customers open tickets, engineers answer them, and both get mail.
#[derive(Debug, Parser)]
#[command(name = "deskhand", version)]
struct CommandLine {
    /// File with your settings [default: config/local.toml, if it exists; for `ticket` and `watch` ~/.config/deskhand/client.toml]
    ///
    /// An environment variable named after section and key overrides it: DESKHAND__HTTP__PORT=8080 is `port` in section `[http]`. Those of `ticket` and
    /// `watch` are DESKHAND_URL, DESKHAND_API_KEY and DESKHAND_CA_FILE.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(flatten)]
    Desk(DeskCommand),
    #[command(flatten)]
    Client(ClientCommand),
    #[command(flatten)]
    Print(PrintCommand),
}

/// Commands that read the settings.
#[derive(Debug, Subcommand)]
enum DeskCommand {
    /// Start the service, and run it until it is stopped
    ///
    /// The first start creates the database and the first superadmin, and prints their password once.
    Serve,
    /// Bring the database to this version of deskhand, or back to an older one
    Migrate {
        #[command(subcommand)]
        direction: migrate::Direction,
    },
    /// Create superadmins and set passwords on this machine
    Admin {
        #[command(subcommand)]
        command: AdminCommand,
    },
    /// Rotate the secret that protects passwords and sessions
    Secret {
        #[command(subcommand)]
        command: SecretCommand,
    },
    /// Fill the database with sample people and tickets; sends no mail
    Demo(DemoSize),
    /// Check settings, files, port, secret, database and mail server; changes nothing, but for `--mail-loop`, which sends mails
    ///
    /// Prints one line for each: "ok", "warning" or "WRONG". The exit code is 1 if anything is wrong.
    Doctor(DoctorArgs),
    /// Take mail in, look at what came in, and decide what is held
    Mail {
        #[command(subcommand)]
        command: MailCommand,
    },
    /// Check and sweep the files of tickets and messages
    Files {
        #[command(subcommand)]
        command: FilesCommand,
    },
    /// Copy an SQLite database into a new file; the service may keep running
    Backup {
        /// The new file; must not exist yet
        file: PathBuf,
        /// Copy the files of tickets and messages into this folder, too; what it has already stays
        #[arg(long, value_name = "DIR")]
        files: Option<PathBuf>,
    },
    /// Put a backup in the place of the SQLite database; stop the service first
    ///
    /// The database that is there is moved aside. Nothing is changed if the backup is refused.
    Restore {
        /// A file written by `deskhand backup`
        file: PathBuf,
        /// Put back the files of tickets and messages that are in this folder, too
        #[arg(long, value_name = "DIR")]
        files: Option<PathBuf>,
    },
    /// Resume sending mail after a restore
    ResumeMail(ResumeMail),
    /// Write all people and tickets as lines of JSON, for another desk; the service may keep running
    Export {
        /// The new file; must not exist yet [default: standard output]
        file: Option<PathBuf>,
        /// Write the hashes of passwords, too; only a desk with the same secret can use them
        #[arg(long)]
        passwords: bool,
    },
    /// Store what `deskhand export` or `deskhand convert` wrote; sends no mail
    ///
    /// What is there already is left as it is, so that an import can be run again. Lines that are not valid are named and left out;
    /// the exit code is 1 then.
    Import {
        /// The file
        file: PathBuf,
        /// Store nothing, and say what would be made and which lines are not valid
        #[arg(long)]
        dry_run: bool,
    },
}

/// Commands that print what is built into the program, or made of files. They need no settings.
#[derive(Debug, Subcommand)]
enum PrintCommand {
    /// Print the OpenAPI document
    Openapi {
        /// Print the AsyncAPI document of the event streams instead
        #[arg(long)]
        events: bool,
    },
    /// Print the completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
    /// Print the data of another system as lines for `deskhand import`
    ///
    /// What can not be taken over as it is, is said on standard error. A second conversion prints the same lines.
    Convert(ConvertCommand),
}

#[derive(Debug, Subcommand)]
enum AdminCommand {
    /// Create a superadmin; the password is asked for, or read from standard input
    Create(NewAdmin),
    /// Set a new password for a person, as when it is lost; all their sessions end
    Password(NewPassword),
}

/// Parses the command line and runs the command.
#[must_use]
pub fn run() -> ExitCode {
    let line = CommandLine::parse();
    match actix_web::rt::System::new().block_on(execute(line)) {
        Ok(code) => code,
        // The reader has seen enough: `deskhand openapi | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // The chain of causes in one line, without a backtrace.
            eprintln!("deskhand: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}

async fn execute(line: CommandLine) -> anyhow::Result<ExitCode> {
    match line.command {
        Command::Print(command) => print(&command),
        Command::Client(command) => {
            deskhand_client::run(&command, line.config.as_deref()).await?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Desk(DeskCommand::Doctor(args)) => {
            doctor::examine(Settings::load(line.config.as_deref()), &args).await
        }
        Command::Desk(command) => {
            let settings = Settings::load(line.config.as_deref())?;
            telemetry::start(&settings.log)?;
            run_on_desk(command, &settings).await
        }
    }
}

fn print(command: &PrintCommand) -> anyhow::Result<ExitCode> {
    match command {
        PrintCommand::Openapi { events } => openapi::print(*events),
        PrintCommand::Completions { shell } => packaging::print_completions(CommandLine::command(), *shell),
        PrintCommand::Convert(command) => convert::print(command),
        PrintCommand::Man => packaging::print_manual(CommandLine::command()),
    }
}

async fn run_on_desk(command: DeskCommand, settings: &Settings) -> anyhow::Result<ExitCode> {
    match command {
        DeskCommand::Serve => serve::serve(settings).await,
        DeskCommand::Migrate { direction } => migrate::run(settings, &direction).await,
        DeskCommand::Admin { command: AdminCommand::Create(new) } => admin::create(settings, new).await,
        DeskCommand::Admin { command: AdminCommand::Password(new) } => admin::set_password(settings, new).await,
        DeskCommand::Secret { command } => secret::run(settings, &command).await,
        DeskCommand::Demo(size) => demo::fill(settings, &size).await,
        DeskCommand::Doctor(args) => doctor::examine(Ok(settings.clone()), &args).await,
        DeskCommand::Mail { command } => mail::run(settings, &command).await,
        DeskCommand::Files { command } => files::run(settings, &command).await,
        DeskCommand::Backup { file, files } => backup::backup(settings, &file, files.as_deref()).await,
        DeskCommand::Restore { file, files } => backup::restore(settings, file, files.as_deref()).await,
        DeskCommand::ResumeMail(choice) => backup::resume_mail(settings, &choice).await,
        DeskCommand::Export { file, passwords } => export::export(settings, file.as_deref(), passwords).await,
        DeskCommand::Import { file, dry_run } => import::import(settings, &file, dry_run).await,
    }
}
