//! A copy of an SQLite database while it is in use, and the way back.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use deskhand_domain::ports::StorageError;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode};
use sea_orm::sqlx::{Connection, Error as SqlxError, Sqlite, query, query_scalar};
use sea_orm::{DbBackend, Statement};

use crate::error::storage_error;
use crate::read_pool::pool::ReadPool;
use crate::url::{BadUrl, DatabaseUrl};

/// Why there is no backup, or nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// PostgreSQL has tools of its own for this.
    #[error("this is for SQLite; back PostgreSQL up with pg_dump and restore it with pg_restore, see the README")]
    NotSqlite,
    /// The database's URL can't be read.
    #[error(transparent)]
    Url(#[from] BadUrl),
    /// Nothing is ever overwritten.
    #[error("{} exists already; name a new file", .0.display())]
    Exists(PathBuf),
    /// The backup is broken, or no backup.
    #[error("{} is no sound SQLite database: {reason}", file.display())]
    Unsound {
        /// Which file.
        file: PathBuf,
        /// What SQLite says of it.
        reason: String,
    },
    /// There is nothing worth keeping in the copy: another file may be meant.
    #[error("there is no backup, for the database holds no help desk ({0}); is database.url right?")]
    NoDesk(String),
    /// Somebody has the database open.
    #[error("{} is in use: stop deskhand first", .0.display())]
    InUse(PathBuf),
    /// The file system said no.
    #[error("{}: {source}", file.display())]
    Io {
        /// Which file.
        file: PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// The database said no.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

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

/// A backup on its way back: a checked copy beside the database, to be settled before it takes its place.
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
        let DatabaseUrl::Sqlite(file) = DatabaseUrl::parse(url)? else { return Err(BackupError::NotSqlite) };
        let target = file.path().to_owned();
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(|source| BackupError::Io { file: folder.to_owned(), source })?;
        }
        let draft = beside(&target, ".restoring");
        for leftover in [&draft, &beside(&draft, "-wal"), &beside(&draft, "-shm")] {
            remove_if_there(leftover)?;
        }
        fs::copy(backup, &draft).map_err(|source| BackupError::Io { file: backup.to_owned(), source })?;
        match check(&draft).await {
            Ok(()) => Ok(Self { draft, target }),
            Err(reason) => {
                remove_if_there(&draft)?;
                Err(BackupError::Unsound { file: backup.to_owned(), reason })
            }
        }
    }

    /// The URL of the copy, to settle it before it is served. Close it again before [`Restore::put_in_place`].
    #[must_use]
    pub fn url(&self) -> String {
        format!("sqlite://{}", self.draft.display())
    }

    /// Puts the copy in the place of the database. What was there is moved aside, and its new path returned.
    ///
    /// # Errors
    /// [`BackupError::InUse`] while anything has the database open; nothing has moved then.
    pub async fn put_in_place(self) -> Result<Option<PathBuf>, BackupError> {
        leave_wal(&self.draft).await?;
        let aside = if self.target.exists() {
            leave_wal(&self.target).await?;
            let aside = free_name(&self.target);
            fs::rename(&self.target, &aside).map_err(|source| BackupError::Io { file: self.target.clone(), source })?;
            Some(aside)
        } else {
            None
        };
        put(&self.draft, &self.target)?;
        Ok(aside)
    }
}

/// Leaving the write-ahead log takes the whole file: it fails while anybody else has it open, and afterwards one file
/// holds everything.
async fn leave_wal(file: &Path) -> Result<(), BackupError> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Delete)
        .busy_timeout(std::time::Duration::from_millis(500));
    let in_use = |_: SqlxError| BackupError::InUse(file.to_owned());
    let mut connection = SqliteConnection::connect_with(&options).await.map_err(in_use)?;
    let mode: String = query_scalar("PRAGMA journal_mode").fetch_one(&mut connection).await.map_err(in_use)?;
    connection.close().await.map_err(in_use)?;
    if mode == "delete" { Ok(()) } else { Err(BackupError::InUse(file.to_owned())) }
}

async fn check(file: &Path) -> Result<(), String> {
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

/// Makes the contents durable under their draft's name before the name says that they are.
fn put(draft: &Path, file: &Path) -> Result<(), BackupError> {
    let put = || {
        File::open(draft)?.sync_all()?;
        fs::rename(draft, file)
    };
    put().map_err(|source| BackupError::Io { file: file.to_owned(), source })
}

fn remove_if_there(file: &Path) -> Result<(), BackupError> {
    match fs::remove_file(file) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            Err(BackupError::Io { file: file.to_owned(), source })
        }
        _ => Ok(()),
    }
}

fn free_name(target: &Path) -> PathBuf {
    let name = |n: u32| beside(target, &format!(".before-restore-{n}"));
    (1..).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(0))
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
