//! Opens the database of the settings.

use anyhow::{Context, bail};
use deskhand_persistence::{Database, DatabaseOptions, DeskFact, LeaseClock, database_file, missing_file};
use secrecy::ExposeSecret;

use super::schema::VERSION;
use crate::settings::Settings;
use crate::wiring::Overrides;

/// Opens it; a missing SQLite file is created.
pub(crate) async fn connect(settings: &Settings, overrides: &Overrides) -> anyhow::Result<Database> {
    // A test that moves the clock moves the leases with it.
    let lease_clock = if overrides.clock.is_some() { LeaseClock::Caller } else { LeaseClock::Database };
    let options = DatabaseOptions { lease_clock, ..DatabaseOptions::default() };
    let url = settings.database.url.expose_secret();
    Database::connect(url, &options).await.map_err(|error| {
        let reason = std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string);
        let which = database_file(url).map_or_else(|| server_of(url), |file| file.display().to_string());
        anyhow::anyhow!(
            "the database {which} can't be opened: {reason}; check database.url (the environment variable is \
             DESKHAND__DATABASE__URL)"
        )
    })
}

/// Opens a database that must exist already: in the wrong folder, `backup` or `migrate status` must not create one.
pub(crate) async fn connect_existing(settings: &Settings) -> anyhow::Result<Database> {
    must_exist(settings)?;
    connect(settings, &Overrides::default()).await
}

pub(crate) fn must_exist(settings: &Settings) -> anyhow::Result<()> {
    match missing_file(settings.database.url.expose_secret()) {
        Some(file) => bail!(
            "there is no file {}; is database.url right? `deskhand serve` and `deskhand migrate up` create a new database",
            file.display()
        ),
        None => Ok(()),
    }
}

/// Applies every missing schema change.
pub(crate) async fn migrate(database: &Database) -> anyhow::Result<Vec<String>> {
    let changes = database.migrate_up().await.context("the database schema could not be brought up to date")?;
    if !changes.is_empty() {
        database.set_desk_fact(DeskFact::Version, VERSION).await?;
    }
    Ok(changes)
}

/// Host, port and name of a server's database, without user name and password.
fn server_of(url: &str) -> String {
    url::Url::parse(url).map_or_else(
        |_| "server".to_owned(),
        |url| {
            format!(
                "{}{}",
                url.host_str().unwrap_or("server"),
                url.port().map_or(String::new(), |port| format!(":{port}"))
            ) + url.path()
        },
    )
}
