//! Copies an SQLite database while it is in use. Files of backups are checked, durable, and never overwritten.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sea_orm::sqlx::{Connection, Error as SqlxError, Sqlite, query, query_scalar};
use sea_orm::{DbBackend, Statement};

use super::backup_error::{BackupError, io_error};
use super::private_files::create_file;
use crate::error::storage_error;
use crate::read_pool::pool::ReadPool;

/// Writes the whole database into `file`.
pub(crate) async fn copy(reader: &ReadPool<Sqlite>, file: &Path) -> Result<(), BackupError> {
    if file.exists() {
        return Err(BackupError::Exists(file.to_owned()));
    }
    let draft = beside(file, ".part");
    remove_if_there(&draft)?;
    create_file(&draft).map_err(io_error(&draft))?;
    // VACUUM INTO takes a file that is empty. It reads one snapshot, while the write-ahead log grows beside it.
    let values = [draft.to_string_lossy().into_owned().into()];
    let vacuum = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", values);
    if let Err(error) = reader.execute(vacuum).await {
        remove_if_there(&draft)?;
        return Err(storage_error(error).into());
    }
    // A broken copy must be found now, not when it is needed.
    if let Err(reason) = check(&draft).await {
        remove_if_there(&draft)?;
        return Err(BackupError::NoDesk(reason));
    }
    put(&draft, file)
}

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
    move_it().map_err(io_error(file))
}

pub(super) fn remove_if_there(file: &Path) -> Result<(), BackupError> {
    match fs::remove_file(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed.map_err(io_error(file)),
    }
}

pub(super) fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
