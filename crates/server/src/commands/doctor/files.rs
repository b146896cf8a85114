use std::fs::Metadata;
use std::path::{Path, PathBuf};

use secrecy::ExposeSecret;

use super::finding::Finding;
use crate::settings::{FileStore, Settings};
use crate::start::folders::{self, absolute};

/// Whether everything that has to be written can be written.
pub(super) fn written(settings: &Settings) -> Vec<Finding> {
    let check = |one: &folders::Written| {
        Finding::of(one.name(), one.check().map(|()| format!("{} can be written", one.path().display())))
    };
    folders::written(settings).iter().map(check).collect()
}

/// Files that other users of this machine can read.
pub(super) fn private(settings: &Settings) -> Vec<Finding> {
    let readable: Vec<_> =
        private_files(settings).into_iter().filter_map(|file| Some((readable_mode(&file)?, file))).collect();
    let warn = |(mode, file): (u32, PathBuf)| {
        let file = file.display();
        Finding::warning(
            "files",
            format!("other users of this machine can read {file} (mode {mode:o}); run `chmod go= {file}`"),
        )
    };
    readable.into_iter().map(warn).collect()
}

/// Whether the files are where they should be.
pub(super) fn store(settings: &Settings) -> Option<Finding> {
    let is_server = deskhand_persistence::database_file(settings.database.url.expose_secret()).is_none();
    match (settings.file_store(), is_server) {
        (FileStore::Folder(folder), true) => Some(Finding::warning(
            "files",
            format!("all instances must share the folder {}, by a network file system for example", folder.display()),
        )),
        (FileStore::Database, false) => Some(Finding::warning(
            "files",
            "files in an SQLite database hold up everybody who writes; set files.store to a folder or to \"auto\"",
        )),
        _ => None,
    }
}

fn private_files(settings: &Settings) -> Vec<PathBuf> {
    let database = deskhand_persistence::database_file(settings.database.url.expose_secret());
    let mut files: Vec<PathBuf> =
        database.iter().flat_map(|file| ["", "-wal", "-shm"].map(|end| with_end(file, end))).collect();
    if settings.auth.configured().is_none() {
        files.push(absolute(&settings.auth.secret_file));
    }
    if settings.mail.smtp_url.expose_secret().is_empty() {
        files.push(absolute(&settings.mail.directory));
    }
    if let FileStore::Folder(folder) = settings.file_store() {
        files.push(folder);
    }
    files
}

fn with_end(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// The mode of a file that is there and that others than its owner can use, unless a folder above is closed to them.
fn readable_mode(file: &Path) -> Option<u32> {
    let mode = others(&file.metadata().ok()?)?;
    let folder_is_closed =
        file.ancestors().skip(1).any(|folder| folder.metadata().is_ok_and(|folder| others(&folder).is_none()));
    (!folder_is_closed).then_some(mode)
}

#[cfg(unix)]
fn others(metadata: &Metadata) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    let mode = metadata.permissions().mode() & 0o777;
    (mode & 0o077 != 0).then_some(mode)
}

/// Elsewhere there are no modes.
#[cfg(not(unix))]
fn others(_: &Metadata) -> Option<u32> {
    None
}
