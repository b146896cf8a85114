use async_trait::async_trait;
use time::OffsetDateTime;

use super::super::{
    AttachmentQueries, AttachmentRepository, BlobStore, BlobWriter, FileUsage, KnownBlob, StorageError,
};
use super::{Unsupported, unsupported};
use crate::files::{Attachment, Blob, BlobDigest};
use crate::ids::{AttachmentId, MessageId, PersonId, TicketId, UploadId};
use crate::ticket::MessageKind;

const FILES: &str = "files";

#[async_trait]
impl AttachmentRepository for Unsupported {
    async fn claim_blob(&mut self, _: Blob, _: OffsetDateTime) -> Result<bool, StorageError> {
        unsupported(FILES)
    }

    async fn condemn_blob(
        &mut self,
        _: BlobDigest,
        _: OffsetDateTime,
        _: OffsetDateTime,
        _: OffsetDateTime,
    ) -> Result<bool, StorageError> {
        Ok(false)
    }

    async fn forget_blob(&mut self, _: BlobDigest) -> Result<(), StorageError> {
        Ok(())
    }

    async fn add(&mut self, _: &Attachment) -> Result<(), StorageError> {
        unsupported(FILES)
    }

    async fn open_bytes(&mut self, _: PersonId, _: OffsetDateTime) -> Result<u64, StorageError> {
        Ok(0)
    }

    async fn find_open(
        &mut self,
        _: PersonId,
        _: &[AttachmentId],
        _: OffsetDateTime,
    ) -> Result<Vec<Attachment>, StorageError> {
        Ok(Vec::new())
    }

    async fn attach(&mut self, _: &[AttachmentId], _: MessageId) -> Result<(), StorageError> {
        unsupported(FILES)
    }

    async fn find_in(
        &mut self,
        _: TicketId,
        _: AttachmentId,
    ) -> Result<Option<(Attachment, MessageKind)>, StorageError> {
        Ok(None)
    }

    async fn of_opening(&mut self, _: TicketId) -> Result<Vec<Attachment>, StorageError> {
        Ok(Vec::new())
    }

    async fn update(&mut self, _: &Attachment) -> Result<(), StorageError> {
        unsupported(FILES)
    }

    async fn forget_open(&mut self, _: OffsetDateTime, _: u32) -> Result<u64, StorageError> {
        Ok(0)
    }
}

/// There are no files, so every list is empty: tickets and messages are read without them.
#[async_trait]
impl AttachmentQueries for Unsupported {
    async fn of_messages(&self, _: &[MessageId]) -> Result<Vec<Attachment>, StorageError> {
        Ok(Vec::new())
    }

    async fn of_opening(&self, _: TicketId) -> Result<Vec<Attachment>, StorageError> {
        Ok(Vec::new())
    }

    async fn find_in(&self, _: TicketId, _: bool, _: AttachmentId) -> Result<Option<Attachment>, StorageError> {
        Ok(None)
    }

    async fn find_attached(&self, _: AttachmentId) -> Result<Option<Attachment>, StorageError> {
        Ok(None)
    }

    async fn condemnable(&self, _: OffsetDateTime, _: OffsetDateTime, _: u32) -> Result<Vec<BlobDigest>, StorageError> {
        Ok(Vec::new())
    }

    async fn known_blobs(&self, _: Option<BlobDigest>, _: u32) -> Result<Vec<KnownBlob>, StorageError> {
        Ok(Vec::new())
    }

    async fn usage(&self) -> Result<FileUsage, StorageError> {
        Ok(FileUsage::default())
    }
}

#[async_trait]
impl BlobStore for Unsupported {
    async fn receive(&self, _: UploadId) -> Result<Box<dyn BlobWriter>, StorageError> {
        unsupported(FILES)
    }

    async fn read(&self, _: BlobDigest, _: u64, _: usize) -> Result<Option<Vec<u8>>, StorageError> {
        unsupported(FILES)
    }

    async fn measure(&self, _: BlobDigest) -> Result<Option<Blob>, StorageError> {
        unsupported(FILES)
    }

    async fn delete(&self, _: BlobDigest) -> Result<(), StorageError> {
        Ok(())
    }

    async fn list(&self, _: Option<BlobDigest>, _: u32) -> Result<Vec<Blob>, StorageError> {
        Ok(Vec::new())
    }

    async fn discard_unfinished(&self, _: OffsetDateTime) -> Result<u64, StorageError> {
        Ok(0)
    }
}
