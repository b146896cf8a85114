//! A fresh place for a database, for each test: a copy of one that was migrated once.
#![expect(clippy::unwrap_used, reason = "what can't be made here fails the test")]

use std::path::Path;

use deskhand_persistence::{Database, DatabaseOptions};
use deskhand_test_postgres::FreshDatabase;
use tempfile::TempDir;
use tokio::sync::OnceCell;

static MIGRATED: OnceCell<Vec<u8>> = OnceCell::const_new();

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

/// Where a database is. It is gone with this value.
pub(crate) enum Place {
    File(TempDir),
    Server(FreshDatabase),
}

impl Place {
    /// Nothing there yet.
    #[allow(dead_code, reason = "not every test binary needs it")]
    pub(crate) async fn empty(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => Self::File(TempDir::new().unwrap()),
            Kind::Postgres => Self::Server(FreshDatabase::empty().await),
        }
    }

    /// With the schema, and nobody in it.
    pub(crate) async fn migrated(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => {
                let directory = TempDir::new().unwrap();
                std::fs::write(directory.path().join("deskhand.db"), MIGRATED.get_or_init(migrated_file).await)
                    .unwrap();
                Self::File(directory)
            }
            Kind::Postgres => Self::Server(FreshDatabase::migrated(migrate).await),
        }
    }

    pub(crate) fn url(&self) -> String {
        match self {
            Self::File(directory) => url_in(directory.path()),
            Self::Server(database) => database.url().to_owned(),
        }
    }

    #[allow(dead_code, reason = "not every test binary needs it")]
    pub(crate) async fn open(&self) -> Database {
        self.open_with(&DatabaseOptions::default()).await
    }

    pub(crate) async fn open_with(&self, options: &DatabaseOptions) -> Database {
        Database::connect(&self.url(), options).await.unwrap()
    }
}

pub(crate) fn url_in(directory: &Path) -> String {
    format!("sqlite://{}", directory.join("deskhand.db").display())
}

async fn migrated_file() -> Vec<u8> {
    let directory = TempDir::new().unwrap();
    migrate(url_in(directory.path())).await;
    std::fs::read(directory.path().join("deskhand.db")).unwrap()
}

async fn migrate(url: String) {
    let database = Database::connect(&url, &DatabaseOptions::default()).await.unwrap();
    database.migrate_up().await.unwrap();
    database.close().await.unwrap();
}
