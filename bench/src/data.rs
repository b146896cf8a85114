//! Filled databases. Filling one takes minutes, so each is filled once, stored, and copied for every server.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::Context;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};

use crate::build::Build;

/// Most measurements compare requests. Mail that is sent beside them would only add noise.
const PAUSE_MAIL: &str = "INSERT INTO mail_pauses (id, since) VALUES (1, 0)";
const SQLITE_FILE: &str = "desk.db";
const COPIES: &str = "copies";

/// The filled databases of one kind and schema.
pub(crate) struct Store {
    folder: PathBuf,
    kind: Kind,
}

/// The databases of a PostgreSQL server have names that begin with the prefix.
enum Kind {
    Sqlite,
    Postgres { server: String, prefix: String },
}

/// A copy of a filled database, for one server.
pub(crate) struct DatabaseCopy {
    pub(crate) url: String,
    /// The password of its customers and engineers.
    pub(crate) password: String,
    pub(crate) folder: tempfile::TempDir,
}

impl DatabaseCopy {
    /// Lets mail come in and go out. Letters about tickets go to verified addresses, and mail of others waits for a decision.
    pub(crate) async fn open_for_mail(&self) -> anyhow::Result<()> {
        execute(&self.url, &["DELETE FROM mail_pauses", "UPDATE people SET email_verified_at = created_at"]).await
    }
}

impl Store {
    /// SQLite, and the databases of this PostgreSQL server. The folder is named after the schema.
    pub(crate) fn both(folder: &Path, server: &str) -> anyhow::Result<[Self; 2]> {
        sqlx::any::install_default_drivers();
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
        let folder = folder.canonicalize()?;
        let copies = folder.join(COPIES);
        let _ = fs::remove_dir_all(&copies); // of an interrupted run
        fs::create_dir(&copies)?;
        let schema = folder.file_name().unwrap_or_default().to_string_lossy();
        let postgres = Kind::Postgres { server: server.to_owned(), prefix: format!("bench_{schema}") };
        Ok([Self { folder: folder.clone(), kind: Kind::Sqlite }, Self { folder, kind: postgres }])
    }

    pub(crate) const fn name(&self) -> &'static str {
        match self.kind {
            Kind::Sqlite => "SQLite",
            Kind::Postgres { .. } => "PostgreSQL",
        }
    }

    /// Fills the database with so many tickets, unless it is stored already. It gets its name when it is complete.
    pub(crate) async fn fill(&self, build: &Build, tickets: u32) -> anyhow::Result<()> {
        if self.password_file(tickets).exists() {
            return Ok(());
        }
        let files = tempfile::tempdir_in(self.folder.join(COPIES))?;
        let password = match &self.kind {
            Kind::Sqlite => {
                let draft = files.path().join(SQLITE_FILE);
                let url = format!("sqlite://{}", draft.display());
                let password = build.fill(files.path(), &url, tickets).await?;
                execute(&url, &[PAUSE_MAIL, "PRAGMA wal_checkpoint(TRUNCATE)"]).await?;
                fs::rename(draft, self.folder.join(format!("{tickets}.db")))?;
                password
            }
            Kind::Postgres { server, prefix } => {
                let (draft, filled) = (format!("{prefix}_draft"), format!("{prefix}_{tickets}"));
                create_database(server, &draft, "template1").await?;
                let url = url_of(server, &draft);
                let password = build.fill(files.path(), &url, tickets).await?;
                // The server would analyze by itself within minutes.
                execute(&url, &[PAUSE_MAIL, "VACUUM ANALYZE"]).await?;
                let rename = format!("ALTER DATABASE {draft} RENAME TO {filled}");
                execute(server, &[&drop_database(&filled), &rename]).await?;
                password
            }
        };
        Ok(fs::write(self.password_file(tickets), password)?)
    }

    /// The label tells apart the copies that are used at the same time.
    pub(crate) async fn copy(&self, tickets: u32, label: &str) -> anyhow::Result<DatabaseCopy> {
        let password = fs::read_to_string(self.password_file(tickets))?;
        let folder = tempfile::tempdir_in(self.folder.join(COPIES))?;
        let url = match &self.kind {
            Kind::Sqlite => {
                let copy = folder.path().join(SQLITE_FILE);
                fs::copy(self.folder.join(format!("{tickets}.db")), &copy)?;
                // The system must not write it out during the measurement.
                File::open(&copy)?.sync_all()?;
                format!("sqlite://{}", copy.display())
            }
            Kind::Postgres { server, prefix } => {
                let name = format!("bench_copy_{label}");
                create_database(server, &name, &format!("{prefix}_{tickets}")).await?;
                execute(server, &["CHECKPOINT"]).await?;
                url_of(server, &name)
            }
        };
        Ok(DatabaseCopy { url, password, folder })
    }

    /// Removes a copy whose server has ended.
    pub(crate) async fn discard(&self, copy: DatabaseCopy, label: &str) -> anyhow::Result<()> {
        copy.folder.close()?;
        let Kind::Postgres { server, .. } = &self.kind else { return Ok(()) };
        execute(server, &[&drop_database(&format!("bench_copy_{label}"))]).await
    }

    /// It is written last, so where it exists, the database is complete.
    fn password_file(&self, tickets: u32) -> PathBuf {
        self.folder.join(format!("{}-{tickets}.password", self.name().to_lowercase()))
    }
}

/// Replaces what an interrupted run left under this name.
async fn create_database(server: &str, name: &str, template: &str) -> anyhow::Result<()> {
    let create = format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY");
    execute(server, &[&drop_database(name), &create]).await
}

fn drop_database(name: &str) -> String {
    format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")
}

async fn execute(url: &str, statements: &[&str]) -> anyhow::Result<()> {
    let mut connection = AnyConnection::connect(url).await?;
    for statement in statements {
        sqlx::raw_sql(AssertSqlSafe(*statement)).execute(&mut connection).await.context((*statement).to_owned())?;
    }
    Ok(connection.close().await?)
}

/// The same server, but this database of it.
fn url_of(url: &str, database: &str) -> String {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let server = path.rsplit_once('/').map_or(path, |(server, _)| server);
    format!("{server}/{database}?{query}")
}
