//! Opens the database together with its secret.

use deskhand_auth::MasterSecret;
use deskhand_persistence::{Database, missing_file};
use secrecy::ExposeSecret;

use super::connect::{connect, migrate, must_exist};
use super::folders;
use super::schema::known_schema;
use super::secret_check::{self, SecretNeeds};
use super::secret_file::{make_secret, stored_secret};
use crate::overrides::Overrides;
use crate::settings::Settings;

/// An open database with the newest schema, and the secret that belongs to it.
pub(crate) struct OpenDesk {
    pub(crate) database: Database,
    pub(crate) secret: MasterSecret,
}

/// Opens and migrates the database. What can be refused is refused before anything is made: files that can't be written, a
/// schema of a newer version, a lost secret.
pub(crate) async fn open_desk(settings: &Settings, overrides: &Overrides) -> anyhow::Result<OpenDesk> {
    folders::check(settings)?;
    let stored = stored_secret(&settings.auth)?;
    if missing_file(settings.database.url.expose_secret()).is_some() {
        let secret = stored.map_or_else(|| make_secret(&settings.auth), Ok)?;
        let database = connect(settings, overrides).await?;
        return settle(OpenDesk { database, secret }, settings).await;
    }
    let database = connect(settings, overrides).await?;
    match allowed_secret(&database, stored, settings).await {
        Ok(secret) => settle(OpenDesk { database, secret }, settings).await,
        Err(refusal) => {
            // Closed, SQLite leaves no files beside the database.
            let _ = database.close().await;
            Err(refusal)
        }
    }
}

/// As [`open_desk`], for commands that must not create a database.
pub(crate) async fn open_existing_desk(settings: &Settings) -> anyhow::Result<OpenDesk> {
    must_exist(settings)?;
    open_desk(settings, &Overrides::default()).await
}

/// The secret that the database accepts; a new one where nothing depends on any yet.
pub(crate) async fn allowed_secret(
    database: &Database,
    stored: Option<MasterSecret>,
    settings: &Settings,
) -> anyhow::Result<MasterSecret> {
    let schema = known_schema(database).await?;
    SecretNeeds::of(database, &schema).await?.allow(stored.as_ref(), &settings.auth)?;
    stored.map_or_else(|| make_secret(&settings.auth), Ok)
}

/// Brings the schema up to date, and stores what the next start checks.
pub(crate) async fn settle(desk: OpenDesk, settings: &Settings) -> anyhow::Result<OpenDesk> {
    let changes = migrate(&desk.database).await?;
    // One line: the first start has them all.
    if let (Some(first), Some(last)) = (changes.first(), changes.last()) {
        tracing::info!(count = changes.len(), first, last, "Applied schema changes");
    }
    secret_check::store(&desk.database, &desk.secret, &settings.auth).await?;
    Ok(desk)
}
