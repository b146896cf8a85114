use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;
use deskhand_files::FolderBlobs;
use deskhand_persistence::{Database, DatabaseOptions, Restore, database_file};
use deskhand_system::UuidV7Ids;
use secrecy::ExposeSecret;

use crate::file_copy::{Copied, copy_files};
use crate::overrides::Overrides;
use crate::settings::{FileStore, Settings};
use crate::start::connect::connect_existing;
use crate::start::desk::{OpenDesk, allowed_secret, open_existing_desk, settle};
use crate::start::secret_file::stored_secret;
use crate::wiring;

#[derive(Debug, Args)]
pub(crate) struct ResumeMail {
    /// Give up the mails that were queued while mail was paused, instead of sending them
    #[arg(long)]
    drop_waiting: bool,
}

/// Copies the database into a new file, then the files into a folder; the service may keep running. In this order a file that arrives
/// meanwhile is one too many, and none is missing.
pub(crate) async fn backup(settings: &Settings, file: &Path, files: Option<&Path>) -> anyhow::Result<ExitCode> {
    let folder = files.map(|_| file_folder(settings)).transpose()?;
    let database = connect_existing(settings).await?;
    let done = database.backup_to(file).await;
    database.close().await?;
    done.with_context(|| format!("{} was not backed up", name_of(settings)))?;
    let secret = settings.auth.secret_file.display();
    let whole = match settings.file_store() {
        FileStore::Folder(folder) if folder.exists() => "the database",
        _ => "everything",
    };
    println!("{} holds {whole}; keep {secret} with it", file.display());
    match (files.zip(folder), settings.file_store()) {
        (Some((target, source)), _) => copy(&source, &FolderBlobs::new(target)).await,
        (None, FileStore::Folder(folder)) if folder.exists() => {
            println!("the files in {} are not in it; `--files DIR` copies them, too", folder.display());
            Ok(ExitCode::SUCCESS)
        }
        (None, _) => Ok(ExitCode::SUCCESS),
    }
}

/// Where the files of these settings are.
fn file_folder(settings: &Settings) -> anyhow::Result<FolderBlobs> {
    match settings.file_store() {
        FileStore::Folder(folder) => Ok(FolderBlobs::new(folder)),
        FileStore::Database => bail!("the files are in the database, and so in its backup: leave --files out"),
    }
}

async fn copy(source: &FolderBlobs, target: &FolderBlobs) -> anyhow::Result<ExitCode> {
    let copied = copy_files(source, target, &UuidV7Ids).await;
    let copied = copied.with_context(|| format!("the files were not all copied to {}", target.root().display()))?;
    let Copied { new, there, damaged } = copied;
    println!("{new} file(s) copied to {}, {there} were there already", target.root().display());
    if damaged > 0 {
        println!("{damaged} file(s) are damaged and were not copied; `deskhand files check` names them");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// The database in words for the operator.
fn name_of(settings: &Settings) -> String {
    let file = database_file(settings.database.url.expose_secret());
    file.map_or_else(|| "the PostgreSQL database".to_owned(), |file| file.display().to_string())
}

/// Replaces the database with a backup. Sessions and links are invalidated in a copy first, so that no instance ever
/// serves the backup with them.
///
/// The files go before the database: what the database names is there when it is used.
pub(crate) async fn restore(settings: &Settings, file: PathBuf, files: Option<&Path>) -> anyhow::Result<ExitCode> {
    let folder = files.map(|_| file_folder(settings)).transpose()?;
    // Removes the copy again where anything below is refused.
    let restore = Restore::prepare(settings.database.url.expose_secret(), &file).await?;
    let database = Database::connect(&restore.url(), &DatabaseOptions::default()).await;
    let database = database.with_context(|| format!("{} was not restored", file.display()))?;
    let secret = allowed_secret(&database, stored_secret(&settings.auth)?, settings).await;
    let secret = secret.with_context(|| format!("{} was not restored", file.display()))?;
    let draft = settle(OpenDesk { database, secret }, settings).await?;
    let components = wiring::wire(settings, draft, &Overrides::default())?;
    components.desk.maintenance().settle_after_restore().await?;
    let waiting = components.desk.mail().count().await?.pending;
    components.database.close().await?;
    let copied = match files.zip(folder) {
        Some((source, target)) => copy(&FolderBlobs::new(source), &target).await?,
        None => ExitCode::SUCCESS,
    };
    if let Some(aside) = restore.put_in_place().await? {
        println!("the previous database is now {}", aside.display());
    }
    println!("{} is restored: all users must sign in again, and no mail is sent", file.display());
    println!("{waiting} mail(s) are queued; some may have been sent after the backup was made");
    println!(
        "`deskhand resume-mail` sends them, `deskhand resume-mail --drop-waiting` gives them up and sends only new mail"
    );
    Ok(copied)
}

/// Resumes sending mail after a restore.
pub(crate) async fn resume_mail(settings: &Settings, choice: &ResumeMail) -> anyhow::Result<ExitCode> {
    let desk = open_existing_desk(settings).await?;
    let components = wiring::wire(settings, desk, &Overrides::default())?;
    let resumed = components.desk.maintenance().resume_mail(choice.drop_waiting).await?;
    components.database.close().await?;
    println!("mail is sent again: {} waiting, {} given up", resumed.waiting, resumed.dropped);
    Ok(ExitCode::SUCCESS)
}
