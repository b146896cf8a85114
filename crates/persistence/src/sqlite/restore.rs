//! Restores a backup of an SQLite database.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode};
use sea_orm::sqlx::{Connection, Error as SqlxError, query_scalar};

use super::backup::{beside, check, put, remove_if_there};
use super::backup_error::{BackupError, io_error};
use crate::url::DatabaseUrl;

/// A checked copy of a backup beside the database. It is migrated there before it replaces the database.
#[derive(Debug)]
pub struct Restore {
    draft: PathBuf,
    target: PathBuf,
}

impl Restore {
    /// Copies `backup` beside the database of this URL, and checks it.
    ///
    /// # Errors
    /// [`BackupError`]; the database is untouched.
    pub async fn prepare(url: &str, backup: &Path) -> Result<Self, BackupError> {
        let DatabaseUrl::Sqlite(target) = DatabaseUrl::parse(url)? else { return Err(BackupError::NotSqlite) };
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(io_error(folder))?;
        }
        let draft = beside(&target, ".restoring");
        for leftover in [&draft, &beside(&draft, "-wal"), &beside(&draft, "-shm")] {
            remove_if_there(leftover)?;
        }
        fs::copy(backup, &draft).map_err(io_error(backup))?;
        match check(&draft).await {
            Ok(()) => Ok(Self { draft, target }),
            Err(reason) => {
                remove_if_there(&draft)?;
                Err(BackupError::Unsound { file: backup.to_owned(), reason })
            }
        }
    }

    /// The URL of the copy, for its migration. Close that connection before [`Restore::put_in_place`].
    #[must_use]
    pub fn url(&self) -> String {
        format!("sqlite://{}", self.draft.display())
    }

    /// Replaces the database with the copy. The old file is renamed, and its new path returned.
    ///
    /// # Errors
    /// [`BackupError::InUse`] while a program has the database open; nothing has changed then.
    pub async fn put_in_place(self) -> Result<Option<PathBuf>, BackupError> {
        leave_wal(&self.draft).await?;
        let aside = if self.target.exists() {
            leave_wal(&self.target).await?;
            let aside = free_name(&self.target);
            fs::rename(&self.target, &aside).map_err(io_error(&self.target))?;
            Some(aside)
        } else {
            None
        };
        put(&self.draft, &self.target)?;
        Ok(aside)
    }
}

/// Merges the write-ahead log into the file. SQLite refuses that while another program has the file open.
async fn leave_wal(file: &Path) -> Result<(), BackupError> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Delete)
        .busy_timeout(Duration::from_millis(500));
    let in_use = |_: SqlxError| BackupError::InUse(file.to_owned());
    let mut connection = SqliteConnection::connect_with(&options).await.map_err(in_use)?;
    let mode: String = query_scalar("PRAGMA journal_mode").fetch_one(&mut connection).await.map_err(in_use)?;
    connection.close().await.map_err(in_use)?;
    if mode == "delete" { Ok(()) } else { Err(BackupError::InUse(file.to_owned())) }
}

fn free_name(target: &Path) -> PathBuf {
    let name = |n: u32| beside(target, &format!(".before-restore-{n}"));
    (1..).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(0))
}
