use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::files::{Blob, BlobDigest};
use crate::ids::UploadId;

/// Where the bytes of files are, each content once, outside any unit of work. Which of them are used is in the rows of the
/// [`AttachmentRepository`](super::AttachmentRepository); use cases keep the two together.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait BlobStore: Send + Sync {
    /// Begins to take in bytes whose digest is not known yet. Until they are kept they are under no digest.
    async fn receive(&self, upload: UploadId) -> Result<Box<dyn BlobWriter>, StorageError>;

    /// Up to `length` bytes from `offset` on; fewer only at the end. `None` if there is no such content.
    async fn read(&self, digest: BlobDigest, offset: u64, length: usize) -> Result<Option<Vec<u8>>, StorageError>;

    /// Digest and number of the bytes that are really there under this digest. Reads all of them.
    async fn measure(&self, digest: BlobDigest) -> Result<Option<Blob>, StorageError>;

    /// Deletes a content. Succeeds also where there is none.
    async fn delete(&self, digest: BlobDigest) -> Result<(), StorageError>;

    /// Up to `limit` contents with digests after `after`, in the order of the digests.
    async fn list(&self, after: Option<BlobDigest>, limit: u32) -> Result<Vec<Blob>, StorageError>;

    /// Deletes what arrived for uploads that began before `before` and was never kept, and says for how many.
    async fn discard_unfinished(&self, before: OffsetDateTime) -> Result<u64, StorageError>;
}

/// Takes in the bytes of one file. Where it is dropped before [`BlobWriter::keep`], nothing can be read of them; what is left
/// behind is deleted by [`BlobStore::discard_unfinished`] at the latest.
#[async_trait]
pub trait BlobWriter: Send {
    /// Adds bytes.
    async fn write(&mut self, bytes: &[u8]) -> Result<(), StorageError>;

    /// Makes everything durable, and says what it is. Nothing is written after it.
    async fn finish(&mut self) -> Result<Blob, StorageError>;

    /// Stores the finished bytes under their digest. Content that is there already stays.
    async fn keep(self: Box<Self>) -> Result<(), StorageError>;
}

impl UploadId {
    /// Whether the upload began before `at`: a UUID of version 7 begins with the milliseconds since 1970.
    #[must_use]
    pub fn began_before(&self, at: OffsetDateTime) -> bool {
        let began = self.as_uuid().as_u128() >> 80;
        i128::try_from(began).is_ok_and(|began| began < at.unix_timestamp_nanos() / 1_000_000)
    }
}
