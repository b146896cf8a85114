//! Whether the files can be written, asked without leaving anything behind.

use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};

use deskhand_persistence::database_file;
use secrecy::ExposeSecret;

use crate::settings::{FileStore, Settings};

/// A file or folder that the program writes, and the setting that names it.
pub(crate) struct Written {
    /// As in `the database`.
    what: &'static str,
    /// As in `database file`.
    name: &'static str,
    path: PathBuf,
    is_folder: bool,
    setting: &'static str,
}

/// Everything that these settings make the program write.
pub(crate) fn written(settings: &Settings) -> Vec<Written> {
    let mut all = Vec::new();
    if let Some(path) = database_file(settings.database.url.expose_secret()) {
        all.push(Written {
            what: "the database",
            name: "database file",
            path,
            is_folder: false,
            setting: "database.url",
        });
    }
    let secret_file = absolute(&settings.auth.secret_file);
    // Once it is there, it is only read.
    if settings.auth.configured().is_none() && !secret_file.exists() {
        all.push(Written {
            what: "the secret",
            name: "secret file",
            path: secret_file,
            is_folder: false,
            setting: "auth.secret_file",
        });
    }
    if settings.mail.smtp_url.expose_secret().is_empty() {
        let path = absolute(&settings.mail.directory);
        all.push(Written { what: "the mails", name: "mail folder", path, is_folder: true, setting: "mail.directory" });
    }
    if let FileStore::Folder(path) = settings.file_store() {
        all.push(Written { what: "the files", name: "files folder", path, is_folder: true, setting: "files.store" });
    }
    all
}

/// Fails for the first one that can't be written.
pub(crate) fn check(settings: &Settings) -> anyhow::Result<()> {
    written(settings).iter().try_for_each(|one| one.check().map_err(|problem| anyhow::anyhow!(problem)))
}

impl Written {
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) const fn name(&self) -> &'static str {
        self.name
    }

    /// What is wrong, and what to do.
    pub(crate) fn check(&self) -> Result<(), String> {
        self.try_to_write().map_err(|error| {
            let (what, path, setting) = (self.what, self.path.display(), self.setting);
            let variable = setting.replace('.', "__").to_uppercase();
            format!(
                "{what} can't be written to {path}: {error}; let the user who runs deskhand write there, or set {setting} (the \
                 environment variable is DESKHAND__{variable})"
            )
        })
    }

    fn try_to_write(&self) -> io::Result<()> {
        if !self.is_folder && self.path.exists() {
            OpenOptions::new().read(true).write(true).open(&self.path)?;
        }
        let folder = if self.is_folder { Some(self.path.as_path()) } else { self.path.parent() };
        // A folder that is missing will be made in the nearest one that is not.
        let nearest = folder.into_iter().flat_map(Path::ancestors).find(|folder| folder.exists());
        // A file without a name, which is gone when it is closed.
        tempfile::tempfile_in(nearest.unwrap_or(Path::new("."))).map(|_| ())
    }
}

pub(crate) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
