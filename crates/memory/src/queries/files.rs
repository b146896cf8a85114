use async_trait::async_trait;
use deskhand_domain::files::{Attachment, Blob, BlobDigest};
use deskhand_domain::ports::{AttachmentQueries, FileUsage, KnownBlob, StorageError};
use deskhand_domain::ticket::MessageKind;
use deskhand_domain::{AttachmentId, MessageId, TicketId};
use time::OffsetDateTime;

use crate::MemoryStorage;

#[async_trait]
impl AttachmentQueries for MemoryStorage {
    async fn of_messages(&self, messages: &[MessageId]) -> Result<Vec<Attachment>, StorageError> {
        Ok(self.committed().files_of(messages))
    }

    async fn of_opening(&self, ticket: TicketId) -> Result<Vec<Attachment>, StorageError> {
        Ok(self.committed().files_of_opening(ticket))
    }

    async fn find_in(
        &self,
        ticket: TicketId,
        with_notes: bool,
        id: AttachmentId,
    ) -> Result<Option<Attachment>, StorageError> {
        let state = self.committed();
        let found = state.file_in(ticket, id).filter(|(_, message)| with_notes || message.kind != MessageKind::Note);
        Ok(found.map(|(file, _)| file.clone()))
    }

    async fn find_attached(&self, id: AttachmentId) -> Result<Option<Attachment>, StorageError> {
        Ok(self.committed().attachments.get(&id).filter(|file| file.message.is_some()).cloned())
    }

    async fn condemnable(
        &self,
        claimed_by: OffsetDateTime,
        condemned_by: OffsetDateTime,
        limit: u32,
    ) -> Result<Vec<BlobDigest>, StorageError> {
        let state = self.committed();
        let due = state.blobs.iter().filter(|(_, row)| row.is_due(claimed_by, condemned_by)).map(|(digest, _)| *digest);
        Ok(due.filter(|digest| !state.is_used(*digest)).take(limit as usize).collect())
    }

    async fn known_blobs(&self, after: Option<BlobDigest>, limit: u32) -> Result<Vec<KnownBlob>, StorageError> {
        let state = self.committed();
        let later = state.blobs.iter().filter(|(digest, _)| after.is_none_or(|after| **digest > after));
        let known = later.map(|(digest, row)| KnownBlob {
            blob: Blob { digest: *digest, size: row.size },
            is_used: state.is_used(*digest),
        });
        Ok(known.take(limit as usize).collect())
    }

    async fn usage(&self) -> Result<FileUsage, StorageError> {
        let state = self.committed();
        let orphans = state.blobs.keys().filter(|digest| !state.is_used(**digest)).count();
        Ok(FileUsage { bytes: state.blobs.values().map(|row| row.size).sum(), orphans: orphans as u64 })
    }
}
