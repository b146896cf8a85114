//! Files of tickets and messages, and which contents are used, within a unit of work.

use async_trait::async_trait;
use deskhand_domain::files::{Attachment, Blob, BlobDigest};
use deskhand_domain::ports::{AttachmentRepository, StorageError, Unique};
use deskhand_domain::ticket::MessageKind;
use deskhand_domain::{AttachmentId, MessageId, PersonId, TicketId};
use time::OffsetDateTime;

use crate::state::BlobRow;
use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl AttachmentRepository for MemoryUnitOfWork {
    async fn claim_blob(&mut self, blob: Blob, at: OffsetDateTime) -> Result<bool, StorageError> {
        if self.read().blobs.get(&blob.digest).is_some_and(|row| row.is_condemned) {
            return Err(StorageError::Busy);
        }
        let claimed = BlobRow { size: blob.size, claimed_at: at, is_condemned: false };
        Ok(self.write().blobs.insert(blob.digest, claimed).is_some())
    }

    async fn condemn_blob(
        &mut self,
        digest: BlobDigest,
        claimed_by: OffsetDateTime,
        condemned_by: OffsetDateTime,
        at: OffsetDateTime,
    ) -> Result<bool, StorageError> {
        let state = self.read();
        let due = state.blobs.get(&digest).is_some_and(|row| row.is_due(claimed_by, condemned_by));
        if !due || state.is_used(digest) {
            return Ok(false);
        }
        let row = self.write().blobs.get_mut(&digest);
        row.into_iter().for_each(|row| *row = BlobRow { is_condemned: true, claimed_at: at, ..*row });
        Ok(true)
    }

    async fn forget_blob(&mut self, digest: BlobDigest) -> Result<(), StorageError> {
        self.write().blobs.retain(|known, row| *known != digest || !row.is_condemned);
        Ok(())
    }

    async fn add(&mut self, attachment: &Attachment) -> Result<(), StorageError> {
        match self.write().attachments.insert(attachment.id, attachment.clone()) {
            None => Ok(()),
            Some(_) => Err(StorageError::AlreadyExists(Unique::Other)),
        }
    }

    async fn open_bytes(&mut self, uploader: PersonId, after: OffsetDateTime) -> Result<u64, StorageError> {
        let open = self.read().attachments.values().filter(|file| is_open(file, uploader, after));
        Ok(open.filter_map(|file| file.content).map(|blob| blob.size).sum())
    }

    async fn find_open(
        &mut self,
        uploader: PersonId,
        ids: &[AttachmentId],
        after: OffsetDateTime,
    ) -> Result<Vec<Attachment>, StorageError> {
        let named = ids.iter().filter_map(|id| self.read().attachments.get(id));
        Ok(named.filter(|file| is_open(file, uploader, after)).cloned().collect())
    }

    async fn attach(&mut self, ids: &[AttachmentId], message: MessageId) -> Result<(), StorageError> {
        let files = &mut self.write().attachments;
        for id in ids {
            files.get_mut(id).into_iter().for_each(|file| file.message = Some(message));
        }
        Ok(())
    }

    async fn find_in(
        &mut self,
        ticket: TicketId,
        id: AttachmentId,
    ) -> Result<Option<(Attachment, MessageKind)>, StorageError> {
        let state = self.read();
        Ok(state.file_in(ticket, id).map(|(file, message)| (file.clone(), message.kind)))
    }

    async fn of_opening(&mut self, ticket: TicketId) -> Result<Vec<Attachment>, StorageError> {
        Ok(self.read().files_of_opening(ticket))
    }

    async fn update(&mut self, attachment: &Attachment) -> Result<(), StorageError> {
        match self.write().attachments.get_mut(&attachment.id) {
            Some(file) => {
                file.clone_from(attachment);
                Ok(())
            }
            None => Err(StorageError::Conflict),
        }
    }

    async fn forget_open(&mut self, before: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let old = self.read().attachments.values().filter(|file| file.message.is_none() && file.created_at <= before);
        let old: Vec<_> = old.map(|file| file.id).take(limit as usize).collect();
        for id in &old {
            self.write().attachments.remove(id);
        }
        Ok(old.len() as u64)
    }
}

fn is_open(file: &Attachment, uploader: PersonId, after: OffsetDateTime) -> bool {
    file.uploader == uploader && file.message.is_none() && file.created_at > after
}
