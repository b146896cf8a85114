use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::Context;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection as _, SqliteConnection};

use super::FilledCopy;
use super::postgres::PAUSE_MAIL;
use crate::product::Product;

const FILE: &str = "desk.db";
const PASSWORD: &str = "password";

pub(super) async fn copy(folder: &Path, product: &Product, tickets: u32) -> anyhow::Result<FilledCopy> {
    let kept = folder.join(format!("sqlite_{tickets}"));
    if !kept.exists() {
        make(folder, &kept, product, tickets).await?;
    }
    let password = std::fs::read_to_string(kept.join(PASSWORD))?;
    let place = tempfile::tempdir_in(folder)?;
    let (from, to) = (kept.join(FILE), place.path().join(FILE));
    tokio::task::spawn_blocking(move || copy_file(&from, &to)).await??;
    let url = format!("sqlite://{}", place.path().join(FILE).display());
    Ok(FilledCopy { url, password, folder: place, leftover: None })
}

/// To the disk, too: the system must not do that during the measurement.
fn copy_file(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::fs::copy(from, to)?;
    Ok(File::open(to)?.sync_all()?)
}

/// It gets its name when it is complete.
async fn make(folder: &Path, kept: &Path, product: &Product, tickets: u32) -> anyhow::Result<()> {
    let draft = tempfile::tempdir_in(folder)?;
    let file: PathBuf = draft.path().join(FILE);
    let password = product.fill(draft.path(), &format!("sqlite://{}", file.display()), tickets).await?;
    let mut database = SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(&file)).await?;
    sqlx::query(PAUSE_MAIL).execute(&mut database).await?;
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut database).await?;
    database.close().await?;
    std::fs::write(draft.path().join(PASSWORD), password)?;
    std::fs::rename(draft.keep(), kept).context("a filled database can't be put into its place")
}

pub(super) async fn about() -> anyhow::Result<String> {
    let mut database = SqliteConnection::connect("sqlite::memory:").await?;
    let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&mut database).await?;
    Ok(format!("SQLite {version}, WAL, synchronous=FULL"))
}
