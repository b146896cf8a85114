use std::path::Path;

use deskhand_persistence::{Database, DatabaseOptions};
use deskhand_test_postgres::FreshDatabase;
use sea_orm::{ConnectionTrait, Statement};

use super::TestApp;

/// The variable that selects the database of the whole suite: `sqlite`, or `postgres` for two instances over one
/// PostgreSQL.
const CHOICE: &str = "DESKHAND_TEST_DATABASE";

/// The database of an application under test.
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

impl TestApp {
    /// The first column of what a query finds, as texts.
    pub(crate) async fn rows_of(&self, query: &str) -> Vec<String> {
        let database = sea_orm::Database::connect(self.database_url()).await.unwrap();
        let statement = Statement::from_string(database.get_database_backend(), query);
        let rows = database.query_all_raw(statement).await.unwrap();
        database.close().await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    /// Sends what is due, the verification mail included, and then makes the address of this person verified, without a trace in
    /// history or version.
    pub(crate) async fn verify_address(&self, username: &str) {
        if self.mail_by_itself {
            self.until_nothing_is_under_way().await;
        } else {
            self.running().mail_worker().drain().await.unwrap();
        }
        self.set_verified(username, "created_at").await;
    }

    /// Takes that back.
    pub(crate) async fn unverify_address(&self, username: &str) {
        self.set_verified(username, "NULL").await;
    }

    async fn set_verified(&self, username: &str, at: &str) {
        self.execute(&format!("UPDATE people SET email_verified_at = {at} WHERE username = '{username}'")).await;
    }

    /// Executes a statement on a connection of its own.
    pub(crate) async fn execute(&self, sql: &str) {
        let database = sea_orm::Database::connect(self.database_url()).await.unwrap();
        database.execute_unprepared(sql).await.unwrap();
        database.close().await.unwrap();
    }

    /// All content of the database: the bytes of SQLite's files, or each row of PostgreSQL as
    /// JSON, in which bytes are hexadecimal.
    pub(crate) async fn dump(&self) -> Vec<u8> {
        if !self.database_url().starts_with("postgres") {
            let file = |name: &str| std::fs::read(self.folder.path().join(name)).unwrap();
            return [file("desk.db"), file("desk.db-wal")].concat();
        }
        let mut dump = Vec::new();
        for table in self.rows_of("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'").await {
            for row in self.rows_of(&format!("SELECT row_to_json(t)::text FROM \"{table}\" t")).await {
                dump.extend_from_slice(row.as_bytes());
            }
        }
        dump
    }
}
