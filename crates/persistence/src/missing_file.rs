//! Whether there is a database to be opened. Connecting makes one where none is: right for a first start, and wrong for
//! whatever expects one.

use std::path::{Path, PathBuf};

use crate::database_url::DatabaseUrl;

/// The file that this URL names, with its whole path, where it is not there. `None` also for a server, or for a URL that
/// can't be read: connecting says more about these.
#[must_use]
pub fn missing_file(url: &str) -> Option<PathBuf> {
    match DatabaseUrl::parse(url) {
        Ok(DatabaseUrl::Sqlite(file)) if !file.path().exists() => Some(whole(file.path())),
        _ => None,
    }
}

fn whole(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
