//! A fresh database for each test: a copy of a file that was migrated once.
#![expect(clippy::unwrap_used, reason = "what can't be made here fails the test")]

use std::path::Path;

use deskhand_persistence::{Database, DatabaseOptions};
use tempfile::TempDir;
use tokio::sync::OnceCell;

static MIGRATED: OnceCell<Vec<u8>> = OnceCell::const_new();

pub(crate) async fn fresh_database() -> (Database, TempDir) {
    let directory = TempDir::new().unwrap();
    let database = fresh_database_in(directory.path(), &DatabaseOptions::default()).await;
    (database, directory)
}

pub(crate) async fn fresh_database_in(directory: &Path, options: &DatabaseOptions) -> Database {
    let migrated = MIGRATED.get_or_init(migrated_file).await;
    std::fs::write(directory.join("deskhand.db"), migrated).unwrap();
    open(directory, options).await
}

pub(crate) async fn open(directory: &Path, options: &DatabaseOptions) -> Database {
    Database::connect(&url_in(directory), options).await.unwrap()
}

pub(crate) fn url_in(directory: &Path) -> String {
    format!("sqlite://{}", directory.join("deskhand.db").display())
}

async fn migrated_file() -> Vec<u8> {
    let directory = TempDir::new().unwrap();
    let database = open(directory.path(), &DatabaseOptions::default()).await;
    database.migrate_up().await.unwrap();
    database.close().await.unwrap();
    std::fs::read(directory.path().join("deskhand.db")).unwrap()
}
