//! A database that was migrated once, to be copied: a copy takes a tenth of a second, a migration much longer.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use sea_orm::sqlx::query_scalar;
use tokio::sync::OnceCell;

use crate::server::{front_desk, tell, url_of};

/// The key of the lock under which templates are made.
const MAKING: i64 = 4711;

static READY: OnceCell<String> = OnceCell::const_new();

/// The name of the template. The first who asks makes it, with `migrate`.
pub(crate) async fn migrated<F: Future<Output = ()>>(migrate: impl FnOnce(String) -> F) -> &'static str {
    READY.get_or_init(|| find_or_make(migrate)).await
}

/// Another process of this program may have made it already. It is put in place by its name, when it is complete.
async fn find_or_make<F: Future<Output = ()>>(migrate: impl FnOnce(String) -> F) -> String {
    let name = format!("template_{:016x}", this_program());
    let draft = format!("{name}_draft");
    let mut desk = front_desk().await;
    tell(&mut desk, format!("SELECT pg_advisory_lock({MAKING})")).await;
    let made = query_scalar::<_, bool>("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)").bind(&name);
    if !made.fetch_one(&mut desk).await.unwrap() {
        tell(&mut desk, format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)")).await;
        tell(&mut desk, format!("CREATE DATABASE {draft}")).await;
        migrate(url_of(&draft)).await;
        tell(&mut desk, format!("ALTER DATABASE {draft} RENAME TO {name}")).await;
    }
    tell(&mut desk, format!("SELECT pg_advisory_unlock({MAKING})")).await;
    name
}

/// Two builds of the tests may know different migrations, and a server may outlive them.
fn this_program() -> u64 {
    let program = std::env::current_exe().unwrap();
    let mut hasher = DefaultHasher::new();
    program.metadata().unwrap().modified().unwrap().hash(&mut hasher);
    program.hash(&mut hasher);
    hasher.finish()
}
