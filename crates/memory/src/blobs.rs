//! The bytes of files, in a map.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use deskhand_domain::UploadId;
use deskhand_domain::files::{Blob, BlobDigest};
use deskhand_domain::ports::{BlobStore, BlobWriter, StorageError};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;

type Contents = BTreeMap<BlobDigest, Vec<u8>>;

/// Keeps the bytes of files in memory. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct MemoryBlobs(Arc<Mutex<Contents>>);

struct MemoryWriter {
    bytes: Vec<u8>,
    store: MemoryBlobs,
}

impl MemoryBlobs {
    fn contents(&self) -> MutexGuard<'_, Contents> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl BlobStore for MemoryBlobs {
    async fn receive(&self, _: UploadId) -> Result<Box<dyn BlobWriter>, StorageError> {
        Ok(Box::new(MemoryWriter { bytes: Vec::new(), store: self.clone() }))
    }

    async fn read(&self, digest: BlobDigest, offset: u64, length: usize) -> Result<Option<Vec<u8>>, StorageError> {
        let skipped = usize::try_from(offset).unwrap_or(usize::MAX);
        let part = |bytes: &Vec<u8>| bytes.iter().skip(skipped).take(length).copied().collect();
        Ok(self.contents().get(&digest).map(part))
    }

    async fn measure(&self, digest: BlobDigest) -> Result<Option<Blob>, StorageError> {
        Ok(self.contents().get(&digest).map(|bytes| blob_of(bytes)))
    }

    async fn delete(&self, digest: BlobDigest) -> Result<(), StorageError> {
        self.contents().remove(&digest);
        Ok(())
    }

    async fn list(&self, after: Option<BlobDigest>, limit: u32) -> Result<Vec<Blob>, StorageError> {
        let contents = self.contents();
        let later = contents.iter().filter(|(digest, _)| after.is_none_or(|after| **digest > after));
        let blob = |(digest, bytes): (&BlobDigest, &Vec<u8>)| Blob { digest: *digest, size: bytes.len() as u64 };
        Ok(later.map(blob).take(limit as usize).collect())
    }

    /// What broke off is gone with its writer.
    async fn discard_unfinished(&self, _: OffsetDateTime) -> Result<u64, StorageError> {
        Ok(0)
    }
}

#[async_trait]
impl BlobWriter for MemoryWriter {
    async fn write(&mut self, bytes: &[u8]) -> Result<(), StorageError> {
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    async fn finish(&mut self) -> Result<Blob, StorageError> {
        Ok(blob_of(&self.bytes))
    }

    async fn keep(self: Box<Self>) -> Result<(), StorageError> {
        let digest = blob_of(&self.bytes).digest;
        self.store.contents().entry(digest).or_insert(self.bytes);
        Ok(())
    }
}

fn blob_of(bytes: &[u8]) -> Blob {
    Blob { digest: BlobDigest(Sha256::digest(bytes).into()), size: bytes.len() as u64 }
}
