//! Copies an SQLite database while it is in use.

use std::path::Path;

use sea_orm::sqlx::Sqlite;
use sea_orm::{DbBackend, Statement};

use super::backup_error::BackupError;
use super::backup_file::{beside, check, put, remove_if_there};
use crate::error::storage_error;
use crate::read_pool::pool::ReadPool;

/// Writes the whole database into `file`.
pub(crate) async fn copy(reader: &ReadPool<Sqlite>, file: &Path) -> Result<(), BackupError> {
    if file.exists() {
        return Err(BackupError::Exists(file.to_owned()));
    }
    let draft = beside(file, ".part");
    remove_if_there(&draft)?;
    // VACUUM INTO reads one snapshot, while the write-ahead log grows beside it.
    let values = [draft.to_string_lossy().into_owned().into()];
    let vacuum = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", values);
    reader.execute(vacuum).await.map_err(storage_error)?;
    // A broken copy must be found now, not when it is needed.
    if let Err(reason) = check(&draft).await {
        remove_if_there(&draft)?;
        return Err(BackupError::NoDesk(reason));
    }
    put(&draft, file)
}
