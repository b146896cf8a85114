use std::path::Path;

use deskhand_persistence::{Database, DatabaseOptions};
use deskhand_test_postgres::FreshDatabase;

/// Says what the whole suite runs over: `sqlite`, or `postgres` for two instances over one PostgreSQL.
const CHOICE: &str = "DESKHAND_TEST_DATABASE";

/// What an application under test keeps its things in.
pub(crate) enum Storage {
    /// A file in the folder of the test.
    Sqlite,
    /// A database of its own on the throw-away server.
    Postgres(FreshDatabase),
}

impl Storage {
    pub(crate) async fn chosen() -> Self {
        match std::env::var(CHOICE).as_deref() {
            Err(_) | Ok("sqlite") => Self::Sqlite,
            Ok("postgres") => Self::Postgres(FreshDatabase::migrated(migrate).await),
            Ok(other) => panic!("{CHOICE} is sqlite or postgres, not {other}"),
        }
    }

    pub(crate) fn url(&self, folder: &Path) -> String {
        match self {
            Self::Sqlite => format!("sqlite://{}", folder.join("desk.db").display()),
            Self::Postgres(database) => database.url().to_owned(),
        }
    }

    pub(crate) const fn instances(&self) -> usize {
        match self {
            Self::Sqlite => 1,
            Self::Postgres(_) => 2,
        }
    }
}

async fn migrate(url: String) {
    let database = Database::connect(&url, &DatabaseOptions::default()).await.unwrap();
    database.migrate_up().await.unwrap();
    database.close().await.unwrap();
}
