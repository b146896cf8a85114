use std::path::Path;

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use super::{FilledCopy, schema};
use crate::product::Product;

/// The measurements compare requests; the program's worker would send mail beside them, and its twin has none.
pub(super) const PAUSE_MAIL: &str = "INSERT INTO mail_pauses (id, since) VALUES (1, 0)";

const PREFIX: &str = "bench_";
const COPY: &str = "bench_copy_";

/// A database that is not needed any more.
#[derive(Debug)]
pub(super) struct Leftover {
    server: String,
    name: String,
}

impl Leftover {
    pub(super) async fn remove(self) -> anyhow::Result<()> {
        let mut server = PgConnection::connect(&self.server).await?;
        tell(&mut server, format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)).await
    }
}

pub(super) async fn copy(folder: &Path, url: &str, product: &Product, tickets: u32) -> anyhow::Result<FilledCopy> {
    let kept = format!("{PREFIX}{}_{tickets}", schema::fingerprint()?);
    let password_file = folder.join(format!("postgres_{tickets}"));
    let mut server = PgConnection::connect(url).await?;
    let known = sqlx::query_scalar::<_, bool>("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)")
        .bind(&kept)
        .fetch_one(&mut server)
        .await?;
    let place = tempfile::tempdir_in(folder)?;
    if !known || !password_file.exists() {
        let password = make(&mut server, url, &kept, place.path(), product, tickets).await?;
        std::fs::write(&password_file, password)?;
    }
    let number = place.path().file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let name = format!("{COPY}{}", number.trim_start_matches(".tmp"));
    tell(&mut server, format!("CREATE DATABASE {name} TEMPLATE {kept} STRATEGY FILE_COPY")).await?;
    // What was just written must not be written out during the measurement.
    tell(&mut server, "CHECKPOINT".to_owned()).await?;
    let leftover = Leftover { server: url.to_owned(), name: name.clone() };
    let password = std::fs::read_to_string(&password_file)?;
    Ok(FilledCopy { url: url_of(url, &name), password, folder: place, leftover: Some(leftover) })
}

/// It gets its name when it is complete.
async fn make(
    server: &mut PgConnection,
    url: &str,
    kept: &str,
    folder: &Path,
    product: &Product,
    tickets: u32,
) -> anyhow::Result<String> {
    let draft = format!("{COPY}draft");
    tell(server, format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)")).await?;
    tell(server, format!("DROP DATABASE IF EXISTS {kept} WITH (FORCE)")).await?;
    tell(server, format!("CREATE DATABASE {draft}")).await?;
    let draft_url = url_of(url, &draft);
    let password = product.fill(folder, &draft_url, tickets).await?;
    let mut database = PgConnection::connect(&draft_url).await?;
    tell(&mut database, PAUSE_MAIL.to_owned()).await?;
    // What the server would do by itself within minutes.
    tell(&mut database, "VACUUM ANALYZE".to_owned()).await?;
    database.close().await?;
    tell(server, format!("ALTER DATABASE {draft} RENAME TO {kept}")).await?;
    Ok(password)
}

/// Removes what interrupted runs and other schemas left behind.
pub(super) async fn tidy(url: &str, fingerprint: &str) -> anyhow::Result<()> {
    let mut server = PgConnection::connect(url).await?;
    let all: Vec<String> = sqlx::query_scalar("SELECT datname FROM pg_database").fetch_all(&mut server).await?;
    let current = format!("{PREFIX}{fingerprint}_");
    for name in all.iter().filter(|name| name.starts_with(PREFIX) && !name.starts_with(&current)) {
        tell(&mut server, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
    }
    Ok(())
}

pub(super) async fn about(url: &str) -> anyhow::Result<String> {
    let mut server = PgConnection::connect(url).await?;
    let mut words = Vec::new();
    for setting in ["server_version", "shared_buffers", "fsync", "synchronous_commit"] {
        let show = AssertSqlSafe(format!("SHOW {setting}"));
        let value: String = sqlx::query_scalar(show).fetch_one(&mut server).await?;
        words.push(if setting == "server_version" { value } else { format!("{setting}={value}") });
    }
    Ok(format!("PostgreSQL {}", words.join(", ")))
}

async fn tell(connection: &mut PgConnection, statement: String) -> anyhow::Result<()> {
    sqlx::query(AssertSqlSafe(statement)).execute(connection).await?;
    Ok(())
}

/// The same server, but this database of it.
fn url_of(url: &str, database: &str) -> String {
    let (place, options) =
        url.split_once('?').map_or((url, String::new()), |(place, options)| (place, format!("?{options}")));
    let server = place.rsplit_once('/').map_or(place, |(server, _)| server);
    format!("{server}/{database}{options}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_database_of_the_same_server_keeps_the_options() {
        let url = "postgres://me@localhost/postgres?host=/run/pg";
        assert_eq!(url_of(url, "bench_copy_1"), "postgres://me@localhost/bench_copy_1?host=/run/pg");
        assert_eq!(url_of("postgres://me@localhost/postgres", "b"), "postgres://me@localhost/b");
    }
}
