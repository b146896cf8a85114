//! Opens the database of the settings.

use anyhow::Context;
use deskhand_persistence::{Database, DatabaseOptions, LeaseClock};
use secrecy::ExposeSecret;

use crate::settings::Settings;
use crate::wiring::Overrides;

pub(crate) async fn open_database(settings: &Settings) -> anyhow::Result<Database> {
    connect(settings, &Overrides::default()).await
}

/// Opens it and applies every missing schema change.
pub(crate) async fn open_migrated(settings: &Settings, overrides: &Overrides) -> anyhow::Result<Database> {
    let database = connect(settings, overrides).await?;
    for change in database.migrate_up().await.context("the database schema could not be brought up to date")? {
        tracing::info!(change, "Applied a schema change");
    }
    Ok(database)
}

async fn connect(settings: &Settings, overrides: &Overrides) -> anyhow::Result<Database> {
    // A test that moves the clock moves the leases with it.
    let lease_clock = if overrides.clock.is_some() { LeaseClock::Caller } else { LeaseClock::Database };
    let options = DatabaseOptions { lease_clock, ..DatabaseOptions::default() };
    Database::connect(settings.database.url.expose_secret(), &options).await.map_err(|error| {
        match std::error::Error::source(&error) {
            Some(reason) => anyhow::anyhow!("the database can't be opened: {reason}; check database.url"),
            None => anyhow::anyhow!("the database can't be opened: {error}; check database.url"),
        }
    })
}
