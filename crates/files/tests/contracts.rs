//! The store in a folder passes the contracts that the others pass.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use deskhand_files::FolderBlobs;
use tempfile::TempDir;

async fn an_empty_store() -> (FolderBlobs, TempDir) {
    let folder = TempDir::new().unwrap();
    (FolderBlobs::new(folder.path().join("not/yet/there")), folder)
}

deskhand_port_contracts::blob_suite!(an_empty_store);
