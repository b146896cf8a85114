use std::path::{Path, PathBuf};

use deskhand_domain::files::FileLimits;
use serde::Deserialize;
use time::Duration;

use super::serde_duration::duration;
use super::serde_size::size;

/// Where files are stored, and how large they may be.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileSettings {
    /// `auto`, `database`, or a folder.
    pub store: String,
    /// The most bytes of one file.
    #[serde(deserialize_with = "size")]
    pub max_file: u64,
    /// The most files of one message.
    pub max_files: usize,
    /// The most bytes that one person may have uploaded for messages still to be written.
    #[serde(deserialize_with = "size")]
    pub max_open_uploads: u64,
    /// The most bytes of files that one letter carries.
    #[serde(deserialize_with = "size")]
    pub attach_up_to: u64,
    /// How long a file may take to arrive.
    #[serde(deserialize_with = "duration")]
    pub upload_timeout: Duration,
}

/// Where the bytes of files are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FileStore {
    /// In this folder.
    Folder(PathBuf),
    /// In the database.
    Database,
}

impl FileSettings {
    pub(crate) const fn limits(&self) -> FileLimits {
        FileLimits {
            max_file: self.max_file,
            max_files: self.max_files,
            max_open_uploads: self.max_open_uploads,
            attach_up_to: self.attach_up_to,
        }
    }

    /// The store beside a database whose SQLite file is `database_file`, or that is a server. Instances of a server share nothing but
    /// the database; SQLite has one writer, which large files would hold up.
    pub(crate) fn store(&self, database_file: Option<&Path>) -> FileStore {
        match (self.store.as_str(), database_file) {
            ("auto", Some(file)) => FileStore::Folder(file.parent().unwrap_or(Path::new(".")).join("files")),
            ("auto", None) | ("database", _) => FileStore::Database,
            (folder, _) => FileStore::Folder(std::path::absolute(folder).unwrap_or_else(|_| PathBuf::from(folder))),
        }
    }
}
