use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use sea_orm::sqlx::{Connection, PgConnection};

use crate::server::{front_desk, tell, url_of};
use crate::template;

/// The number of databases that this process has created.
static MADE: AtomicU32 = AtomicU32::new(0);

/// A database for one test. Dropping it removes the database, even with open connections.
#[derive(Debug)]
pub struct FreshDatabase {
    name: String,
    url: String,
}

impl FreshDatabase {
    /// An empty database.
    pub async fn empty() -> Self {
        Self::copied_from("template1").await
    }

    /// A copy of one that `migrate` has migrated: the first copy calls it, with a URL. It must have closed its
    /// connections when it returns.
    pub async fn migrated<F: Future<Output = ()>>(migrate: impl FnOnce(String) -> F) -> Self {
        Self::copied_from(template::migrated(migrate).await).await
    }

    /// Its URL.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Runs SQL that the program never would: to damage the data or make it older.
    pub async fn execute(&self, statement: &str) {
        let mut connection = PgConnection::connect(&self.url).await.unwrap();
        tell(&mut connection, statement.to_owned()).await;
    }

    async fn copied_from(template: &str) -> Self {
        let name = format!("test_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let mut desk = front_desk().await;
        // A test that was killed may have left one of the same name.
        tell(&mut desk, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        tell(&mut desk, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        Self { url: url_of(&name), name }
    }
}

impl Drop for FreshDatabase {
    /// On a thread of its own: the test's runtime can't wait here, and may be gone.
    fn drop(&mut self) {
        let drop_it = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let removal = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async { tell(&mut front_desk().await, drop_it).await });
        });
        let removed = removal.join();
        assert!(removed.is_ok() || thread::panicking(), "{} could not be removed", self.name);
    }
}
