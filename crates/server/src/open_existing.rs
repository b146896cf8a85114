//! Opens a database that must exist already: in the wrong folder, `backup` or `migrate status` must not create one.

use anyhow::bail;
use deskhand_persistence::{Database, missing_file};
use secrecy::ExposeSecret;

use crate::database::open_database;
use crate::settings::Settings;

pub(crate) async fn open_existing(settings: &Settings) -> anyhow::Result<Database> {
    if let Some(file) = missing_file(settings.database.url.expose_secret()) {
        bail!(
            "there is no file {}; is database.url right? `deskhand serve` and `deskhand migrate up` create a new database",
            file.display()
        );
    }
    open_database(settings).await
}
