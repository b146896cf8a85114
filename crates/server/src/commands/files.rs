//! Looks after the files of tickets and messages.

use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use deskhand_domain::use_cases::FileFault;

use crate::overrides::Overrides;
use crate::settings::Settings;
use crate::start::desk::open_existing_desk;
use crate::wiring;

#[derive(Debug, Subcommand)]
pub(crate) enum FilesCommand {
    /// Read every byte of every file, and compare it with what arrived; the service may keep running
    ///
    /// The exit code is 1 if a file is missing or damaged.
    Check,
    /// Delete what no message has, as the service does by itself, and note files that the database does not know
    ///
    /// After the restore of an older database there are such files. They are deleted 24 hours later.
    Sweep,
}

pub(crate) async fn run(settings: &Settings, command: &FilesCommand) -> anyhow::Result<ExitCode> {
    let desk = open_existing_desk(settings).await?;
    let components = wiring::wire(settings, desk, &Overrides::default())?;
    let files = components.desk.files();
    let done = match command {
        FilesCommand::Check => files.check().await.map(|check| {
            check.faults.iter().for_each(|fault| println!("{}", words(fault)));
            let losses = check.faults.iter().filter(|fault| fault.is_loss()).count();
            println!("{} file(s) with {} bytes were read; {losses} missing or damaged", check.contents, check.bytes);
            if losses == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }),
        FilesCommand::Sweep => async {
            let noted = files.adopt_strays().await?;
            let swept = files.sweep().await?;
            println!(
                "deleted: {} file(s) that no message has, {} upload(s) that no message used, {} upload(s) that broke off; \
                 noted: {noted} file(s) that the database did not know",
                swept.contents, swept.unused, swept.broken_off
            );
            Ok(ExitCode::SUCCESS)
        }
        .await,
    };
    components.database.close().await?;
    done.context("the files could not be gone through")
}

fn words(fault: &FileFault) -> String {
    match fault {
        FileFault::Missing(blob) => format!("MISSING  {} ({} bytes)", blob.digest, blob.size),
        FileFault::Damaged(blob) => format!("DAMAGED  {} ({} bytes)", blob.digest, blob.size),
        FileFault::Stray(blob) => {
            format!("unknown  {} ({} bytes): `deskhand files sweep` notes it for deletion", blob.digest, blob.size)
        }
    }
}
