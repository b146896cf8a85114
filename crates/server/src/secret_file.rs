//! The generated secret: made once, readable by its owner only, never overwritten.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use deskhand_auth::{MasterSecret, random_token};
use secrecy::ExposeSecret;

use crate::settings::{AuthSettings, SettingsError};

/// The configured secret. Without one, that of the file, which is created with a random secret if it is missing.
pub(crate) fn master_secret(settings: &AuthSettings) -> Result<MasterSecret, SettingsError> {
    let configured = settings.secret.expose_secret();
    if !configured.is_empty() {
        return MasterSecret::parse(configured).map_err(|error| SettingsError(format!("auth.secret: {error}")));
    }
    let file = &settings.secret_file;
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => make(file).map_err(|error| unusable(file, &error))?,
        Err(error) => return Err(unusable(file, &error)),
    };
    MasterSecret::parse(&text).map_err(|error| SettingsError(format!("{}: {error}", file.display())))
}

fn make(file: &Path) -> std::io::Result<String> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let secret = random_token();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Ok(mut new) => {
            new.write_all(secret.reveal().as_bytes())?;
            new.sync_all()?;
            Ok(secret.reveal().to_owned())
        }
        // Another instance created the file first: use its secret.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => fs::read_to_string(file),
        Err(error) => Err(error),
    }
}

fn unusable(file: &Path, error: &std::io::Error) -> SettingsError {
    SettingsError(format!("auth.secret_file: {} can't be read or made: {error}", file.display()))
}
