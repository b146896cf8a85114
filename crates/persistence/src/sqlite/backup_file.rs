//! Files of backups: checked, durable, and never overwritten.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sea_orm::sqlx::{Connection, Error as SqlxError, query, query_scalar};

use super::backup_error::BackupError;

/// Whether the file is a sound database of a help desk.
pub(super) async fn check(file: &Path) -> Result<(), String> {
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let verdict = async {
        let mut connection = SqliteConnection::connect_with(&options).await?;
        let verdict: String = query_scalar("PRAGMA integrity_check").fetch_one(&mut connection).await?;
        query("SELECT 1 FROM ticket_numbers").fetch_one(&mut connection).await?;
        connection.close().await?;
        Ok::<_, SqlxError>(verdict)
    };
    match verdict.await {
        Ok(verdict) if verdict == "ok" => Ok(()),
        Ok(verdict) => Err(verdict),
        Err(error) => Err(error.to_string()),
    }
}

/// Gives the draft its final name, after its contents are durable.
pub(super) fn put(draft: &Path, file: &Path) -> Result<(), BackupError> {
    let move_it = || {
        File::open(draft)?.sync_all()?;
        fs::rename(draft, file)
    };
    move_it().map_err(|source| BackupError::Io { file: file.to_owned(), source })
}

pub(super) fn remove_if_there(file: &Path) -> Result<(), BackupError> {
    match fs::remove_file(file) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            Err(BackupError::Io { file: file.to_owned(), source })
        }
        _ => Ok(()),
    }
}

pub(super) fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
