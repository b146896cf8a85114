use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use deskhand_persistence::{Database, DatabaseOptions, Restore, database_file};
use secrecy::ExposeSecret;

use crate::settings::Settings;
use crate::start::connect::connect_existing;
use crate::start::desk::{OpenDesk, allowed_secret, open_existing_desk, settle};
use crate::start::secret_file::stored_secret;
use crate::wiring::{self, Overrides};

#[derive(Debug, Args)]
pub(crate) struct ResumeMail {
    /// Give up the mails that were queued while mail was paused, instead of sending them
    #[arg(long)]
    drop_waiting: bool,
}

/// Copies the database into a new file; the service may keep running.
pub(crate) async fn backup(settings: &Settings, file: &Path) -> anyhow::Result<ExitCode> {
    let database = connect_existing(settings).await?;
    let done = database.backup_to(file).await;
    database.close().await?;
    done.with_context(|| format!("{} was not backed up", name_of(settings)))?;
    println!("{} holds everything; keep {} with it", file.display(), settings.auth.secret_file.display());
    Ok(ExitCode::SUCCESS)
}

/// The database in words for the operator.
fn name_of(settings: &Settings) -> String {
    let file = database_file(settings.database.url.expose_secret());
    file.map_or_else(|| "the PostgreSQL database".to_owned(), |file| file.display().to_string())
}

/// Replaces the database with a backup. Sessions and links are invalidated in a copy first, so that no instance ever
/// serves the backup with them.
pub(crate) async fn restore(settings: &Settings, file: PathBuf) -> anyhow::Result<ExitCode> {
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
    if let Some(aside) = restore.put_in_place().await? {
        println!("the previous database is now {}", aside.display());
    }
    println!("{} is restored: all users must sign in again, and no mail is sent", file.display());
    println!("{waiting} mail(s) are queued; some may have been sent after the backup was made");
    println!(
        "`deskhand resume-mail` sends them, `deskhand resume-mail --drop-waiting` gives them up and sends only new mail"
    );
    Ok(ExitCode::SUCCESS)
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
