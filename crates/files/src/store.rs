use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use deskhand_domain::UploadId;
use deskhand_domain::files::{Blob, BlobDigest};
use deskhand_domain::ports::{BlobStore, BlobWriter, StorageError};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;

use crate::blocking::blocking;
use crate::draft::{Draft, DraftWriter};
use crate::error::{if_there, storage_error};
use crate::{folder, layout};

/// Stores the bytes of files in a folder, which is made with the first of them.
#[derive(Clone, Debug)]
pub struct FolderBlobs {
    root: PathBuf,
}

impl FolderBlobs {
    /// In this folder. Nothing is touched.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }
}

#[async_trait]
impl BlobStore for FolderBlobs {
    async fn receive(&self, upload: UploadId) -> Result<Box<dyn BlobWriter>, StorageError> {
        let root = self.root.clone();
        let draft = blocking(move || {
            let path = layout::draft(&root, upload);
            Draft::create(&root, path.clone()).map_err(|error| storage_error(&path, error))
        });
        Ok(Box::new(DraftWriter(Some(draft.await?))))
    }

    async fn read(&self, digest: BlobDigest, offset: u64, length: usize) -> Result<Option<Vec<u8>>, StorageError> {
        let path = layout::content(&self.root, digest);
        blocking(move || if_there(&path, read_part(&path, offset, length))).await
    }

    async fn measure(&self, digest: BlobDigest) -> Result<Option<Blob>, StorageError> {
        let path = layout::content(&self.root, digest);
        blocking(move || if_there(&path, measure(&path))).await
    }

    async fn delete(&self, digest: BlobDigest) -> Result<(), StorageError> {
        let path = layout::content(&self.root, digest);
        blocking(move || {
            if if_there(&path, fs::remove_file(&path))?.is_some() {
                let folder = path.parent().unwrap_or(&path);
                folder::sync(folder).map_err(|error| storage_error(folder, error))?;
            }
            Ok(())
        })
        .await
    }

    async fn list(&self, after: Option<BlobDigest>, limit: u32) -> Result<Vec<Blob>, StorageError> {
        let root = self.root.clone();
        blocking(move || list(&root, after, limit as usize).map_err(|error| storage_error(&root, error))).await
    }

    async fn discard_unfinished(&self, before: OffsetDateTime) -> Result<u64, StorageError> {
        let drafts = layout::drafts(&self.root);
        blocking(move || discard(&drafts, before).map_err(|error| storage_error(&drafts, error))).await
    }
}

fn read_part(path: &Path, offset: u64, length: usize) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(offset))?;
    let mut bytes = Vec::with_capacity(length.min(1 << 20));
    file.take(length as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn measure(path: &Path) -> io::Result<Blob> {
    let mut file = File::open(path)?;
    let (mut hash, mut size) = (Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer)?;
        let bytes = buffer.get(..read).unwrap_or_default();
        if bytes.is_empty() {
            return Ok(Blob { digest: BlobDigest(hash.finalize().into()), size });
        }
        hash.update(bytes);
        size += bytes.len() as u64;
    }
}

/// Whatever has no digest as its name is left out: it is not ours.
fn list(root: &Path, after: Option<BlobDigest>, limit: usize) -> io::Result<Vec<Blob>> {
    let after = after.map(|digest| digest.to_string()).unwrap_or_default();
    let is_level = |name: &str| name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut found = Vec::new();
    for (first, folder) in folder::names(root)?.into_iter().filter(|(name, _)| is_level(name)) {
        for (second, folder) in folder::names(&folder)?.into_iter().filter(|(name, _)| is_level(name)) {
            // All names in this folder are before the one to go on after.
            if format!("{first}{second}").as_str() < after.get(..4).unwrap_or_default() {
                continue;
            }
            for (name, path) in folder::names(&folder)?.into_iter().filter(|(name, _)| *name > after) {
                let Ok(digest) = name.parse() else { continue };
                // Deleted meanwhile: not there.
                let Ok(metadata) = fs::metadata(&path) else { continue };
                found.push(Blob { digest, size: metadata.len() });
                if found.len() == limit {
                    return Ok(found);
                }
            }
        }
    }
    Ok(found)
}

fn discard(drafts: &Path, before: OffsetDateTime) -> io::Result<u64> {
    let mut discarded = 0;
    for (name, path) in folder::names(drafts)? {
        if layout::upload_of(&name).is_some_and(|upload| upload.began_before(before)) {
            match fs::remove_file(path) {
                // Another instance was faster.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                removed => {
                    removed?;
                    discarded += 1;
                }
            }
        }
    }
    Ok(discarded)
}
