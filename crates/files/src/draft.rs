use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use deskhand_domain::files::{Blob, BlobDigest};
use deskhand_domain::ports::{BlobWriter, StorageError};
use sha2::{Digest, Sha256};

use crate::blocking::blocking;
use crate::error::storage_error;
use crate::{folder, layout};

/// A file that arrives. Dropped before it is kept, it is deleted.
pub(crate) struct Draft {
    root: PathBuf,
    path: PathBuf,
    file: File,
    hash: Sha256,
    size: u64,
    is_kept: bool,
}

impl Draft {
    pub(crate) fn create(root: &Path, path: PathBuf) -> io::Result<Self> {
        folder::make(&layout::drafts(root))?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path)?;
        Ok(Self { root: root.to_owned(), path, file, hash: Sha256::new(), size: 0, is_kept: false })
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.hash.update(bytes);
        self.size += bytes.len() as u64;
        Ok(())
    }

    fn blob(&self) -> Blob {
        Blob { digest: BlobDigest(self.hash.clone().finalize().into()), size: self.size }
    }

    /// A content that is there already is replaced by the same.
    fn keep(&mut self) -> io::Result<()> {
        let place = layout::content(&self.root, self.blob().digest);
        let folder = place.parent().unwrap_or(&self.root);
        folder::make(folder)?;
        fs::rename(&self.path, &place)?;
        self.is_kept = true;
        folder::sync(folder)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.is_kept {
            // Where it fails, the sweep deletes it later.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Hands the draft to a thread that may block, and gets it back.
pub(crate) struct DraftWriter(pub(crate) Option<Draft>);

impl DraftWriter {
    async fn run<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&mut Draft) -> io::Result<T> + Send + 'static,
    ) -> Result<T, StorageError> {
        let gone = || StorageError::Unavailable("an earlier write of this file was interrupted".into());
        let mut draft = self.0.take().ok_or_else(gone)?;
        let (draft, done) = blocking(move || {
            let done = work(&mut draft).map_err(|error| storage_error(&draft.path, error));
            Ok((draft, done))
        })
        .await?;
        self.0 = Some(draft);
        done
    }
}

#[async_trait]
impl BlobWriter for DraftWriter {
    async fn write(&mut self, bytes: &[u8]) -> Result<(), StorageError> {
        let bytes = bytes.to_owned();
        self.run(move |draft| draft.write(&bytes)).await
    }

    async fn finish(&mut self) -> Result<Blob, StorageError> {
        self.run(|draft| {
            draft.file.sync_all()?;
            Ok(draft.blob())
        })
        .await
    }

    async fn keep(mut self: Box<Self>) -> Result<(), StorageError> {
        self.run(Draft::keep).await
    }
}
