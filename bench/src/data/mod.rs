//! Filled databases. Making one takes up to minutes, so they are kept and copied; when the schema or the demonstration
//! changes, they are made anew.

mod postgres;
mod schema;
mod sqlite;

use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::product::Product;

/// Where filled databases are kept.
#[derive(Clone, Debug)]
pub enum Warehouse {
    /// Files below a folder.
    Sqlite {
        /// The folder.
        folder: PathBuf,
    },
    /// Databases of a server.
    Postgres {
        /// Where the passwords of their people are kept.
        folder: PathBuf,
        /// The URL of a database of it, as somebody who may create others.
        server: String,
    },
}

/// A copy of a filled database, to be used up.
#[derive(Debug)]
pub struct FilledCopy {
    /// As the program names it.
    pub url: String,
    /// The password of its customers and engineers.
    pub password: String,
    /// For whatever the server writes beside its database; gone with this.
    pub folder: tempfile::TempDir,
    /// What to tell the database server in the end.
    leftover: Option<postgres::Leftover>,
}

impl FilledCopy {
    /// Where the server may put its files.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Takes it away.
    ///
    /// # Errors
    /// Where the database server does not let it go.
    pub async fn discard(self) -> anyhow::Result<()> {
        match self.leftover {
            Some(leftover) => leftover.remove().await,
            None => Ok(()),
        }
    }
}

impl Warehouse {
    /// SQLite files below this folder.
    ///
    /// # Errors
    /// Where the folder can't be made.
    pub fn sqlite(folder: &Path) -> anyhow::Result<Self> {
        Ok(Self::Sqlite { folder: shelf(folder)? })
    }

    /// Databases of this server.
    ///
    /// # Errors
    /// Where the folder can't be made, or the server does not answer.
    pub async fn postgres(folder: &Path, server: String) -> anyhow::Result<Self> {
        let folder = shelf(folder)?;
        postgres::tidy(&server, &schema::fingerprint()?).await?;
        Ok(Self::Postgres { folder, server })
    }

    /// How it is called.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "SQLite",
            Self::Postgres { .. } => "PostgreSQL",
        }
    }

    /// Version and settings that matter to the figures.
    ///
    /// # Errors
    /// Where the server does not answer.
    pub async fn about(&self) -> anyhow::Result<String> {
        match self {
            Self::Sqlite { .. } => sqlite::about().await,
            Self::Postgres { server, .. } => postgres::about(server).await,
        }
    }

    /// A copy of the database with so many tickets, which is made first where it is not kept yet.
    ///
    /// # Errors
    /// Where it can't be made or copied.
    pub async fn copy(&self, product: &Product, tickets: u32) -> anyhow::Result<FilledCopy> {
        let kept = match self {
            Self::Sqlite { folder } => sqlite::copy(folder, product, tickets).await,
            Self::Postgres { folder, server } => postgres::copy(folder, server, product, tickets).await,
        };
        kept.with_context(|| format!("no {} database with {tickets} tickets", self.name()))
    }
}

/// The folder of this schema; those of others are of no use any more.
fn shelf(folder: &Path) -> anyhow::Result<PathBuf> {
    let ours = folder.join(schema::fingerprint()?);
    std::fs::create_dir_all(&ours)?;
    for other in std::fs::read_dir(folder)? {
        let other = other?.path();
        if other != ours && schema::is_fingerprint(&other) {
            std::fs::remove_dir_all(&other)?;
        }
    }
    ours.canonicalize().context("the folder for filled databases is gone")
}
