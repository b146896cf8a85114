use std::path::{Path, PathBuf};

use deskhand_domain::UploadId;
use deskhand_domain::files::BlobDigest;
use uuid::Uuid;

/// Where what arrives is, until it is kept. In the same file system, so that a rename moves it.
pub(crate) fn drafts(root: &Path) -> PathBuf {
    root.join("tmp")
}

pub(crate) fn draft(root: &Path, upload: UploadId) -> PathBuf {
    drafts(root).join(upload.to_string())
}

pub(crate) fn upload_of(name: &str) -> Option<UploadId> {
    Uuid::try_parse(name).ok().map(UploadId::new)
}

/// Two levels of folders, so that none gets too many entries.
pub(crate) fn content(root: &Path, digest: BlobDigest) -> PathBuf {
    let name = digest.to_string();
    let part = |from: usize| name.get(from..from + 2).unwrap_or_default();
    root.join(part(0)).join(part(2)).join(&name)
}
