//! Copies files from one store to another, for backups and their restore.

use deskhand_domain::UploadId;
use deskhand_domain::ports::{BlobStore, IdGenerator, StorageError};

/// The bytes that are read at once.
const PIECE: usize = 256 * 1024;

/// The most files of one listing.
const PAGE: u32 = 500;

/// What a copy did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Copied {
    /// Files that were not there yet.
    pub(crate) new: u64,
    /// Files that were there.
    pub(crate) there: u64,
    /// Files that are not copied because their bytes are not those that arrived.
    pub(crate) damaged: u64,
}

/// Copies every content that `target` does not have with the same size. Their digests are checked on the way.
pub(crate) async fn copy_files(
    source: &dyn BlobStore,
    target: &dyn BlobStore,
    ids: &dyn IdGenerator,
) -> Result<Copied, StorageError> {
    let mut copied = Copied::default();
    let mut after = None;
    loop {
        let page = source.list(after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(copied) };
        after = Some(last.digest);
        for blob in page {
            let there = target.read(blob.digest, blob.size.saturating_sub(1), 2).await?;
            if there.is_some_and(|end| end.len() as u64 == blob.size.min(1)) {
                copied.there += 1;
                continue;
            }
            let mut writer = target.receive(UploadId::new(ids.uuid())).await?;
            let mut offset = 0;
            while let Some(bytes) = source.read(blob.digest, offset, PIECE).await?.filter(|bytes| !bytes.is_empty()) {
                writer.write(&bytes).await?;
                offset += bytes.len() as u64;
            }
            if writer.finish().await?.digest == blob.digest {
                writer.keep().await?;
                copied.new += 1;
            } else {
                copied.damaged += 1;
            }
        }
    }
}
