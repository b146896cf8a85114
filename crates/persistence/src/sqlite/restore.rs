//! Restores a backup of an SQLite database.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode};
use sea_orm::sqlx::{Connection, Error as SqlxError, query_scalar};

use super::backup::{beside, check, put, remove_if_there};
use super::backup_error::{BackupError, io_error};
use super::private_files::{copy_private, create_folder};
use crate::url::DatabaseUrl;

/// A checked copy of a backup beside the database. It is migrated there before it replaces the database. Dropped before that, it
/// leaves nothing behind.
#[derive(Debug)]
pub struct Restore {
    draft: PathBuf,
    target: PathBuf,
    /// The folder of the database, if it was made for the copy.
    made_folder: Option<PathBuf>,
}

impl Restore {
    /// Copies `backup` beside the database of this URL, and checks it.
    ///
    /// # Errors
    /// [`BackupError`]; the database is untouched.
    pub async fn prepare(url: &str, backup: &Path) -> Result<Self, BackupError> {
        let DatabaseUrl::Sqlite(target) = DatabaseUrl::parse(url)? else { return Err(BackupError::NotSqlite) };
        let folder = target.parent().unwrap_or(Path::new(""));
        let made_folder = (!folder.exists()).then(|| folder.to_owned());
        create_folder(folder).map_err(io_error(folder))?;
        let draft = beside(&target, ".restoring");
        let restore = Self { draft, target, made_folder };
        restore.remove_draft();
        copy_private(backup, &restore.draft).map_err(io_error(backup))?;
        match check(&restore.draft).await {
            Ok(()) => Ok(restore),
            Err(reason) => Err(BackupError::Unsound { file: backup.to_owned(), reason }),
        }
    }

    fn remove_draft(&self) {
        for ending in ["", "-wal", "-shm"] {
            // What can't be removed is overwritten, or named by the error of the next step.
            let _ = remove_if_there(&beside(&self.draft, ending));
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

impl Drop for Restore {
    fn drop(&mut self) {
        self.remove_draft();
        if let Some(folder) = &self.made_folder {
            // Fails where the database is in it now.
            let _ = fs::remove_dir(folder);
        }
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
