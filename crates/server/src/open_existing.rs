//! The database of commands that a desk does not begin with: in the wrong folder they say so, and leave no empty one behind.

use anyhow::bail;
use deskhand_persistence::{Database, missing_file};
use secrecy::ExposeSecret;

use crate::application::open_database;
use crate::settings::Settings;

pub(crate) async fn open_existing(settings: &Settings) -> anyhow::Result<Database> {
    if let Some(file) = missing_file(settings.database.url.expose_secret()) {
        bail!(
            "there is no file {}; is database.url right? `deskhand serve` and `deskhand migrate up` make a new database",
            file.display()
        );
    }
    open_database(settings).await
}
