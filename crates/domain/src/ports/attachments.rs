use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::files::{Attachment, Blob, BlobDigest};
use crate::ids::{AttachmentId, MessageId, PersonId, TicketId};
use crate::ticket::MessageKind;

/// Files of tickets and messages, and which contents of the [`BlobStore`](super::BlobStore) are used, within a unit of work.
///
/// A content is never deleted while somebody may still begin to use it: it is claimed before its bytes are stored, and condemned
/// before they are deleted. What is condemned cannot be claimed until it is forgotten.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait AttachmentRepository: Send {
    /// Notes that this content is wanted at `at`, and says whether it was known before. MUST fail with [`StorageError::Busy`] while the content is condemned, and MUST
    /// hold up [`AttachmentRepository::condemn_blob`] until the unit of work ends.
    async fn claim_blob(&mut self, blob: Blob, at: OffsetDateTime) -> Result<bool, StorageError>;

    /// Condemns a content, at `at`, if no attachment uses it and it was claimed at `claimed_by` or earlier; or again one that was
    /// condemned at `condemned_by` or earlier, whose deletion did not come to its end. Says whether it did. MUST look at the
    /// attachments after everybody has ended who claimed the content before.
    async fn condemn_blob(
        &mut self,
        digest: BlobDigest,
        claimed_by: OffsetDateTime,
        condemned_by: OffsetDateTime,
        at: OffsetDateTime,
    ) -> Result<bool, StorageError>;

    /// Forgets a condemned content whose bytes are deleted.
    async fn forget_blob(&mut self, digest: BlobDigest) -> Result<(), StorageError>;

    /// Saves a new attachment. Its content was claimed.
    async fn add(&mut self, attachment: &Attachment) -> Result<(), StorageError>;

    /// How many bytes a person has in files that no message has yet and that arrived after `after`.
    async fn open_bytes(&mut self, uploader: PersonId, after: OffsetDateTime) -> Result<u64, StorageError>;

    /// Those of these files that this person sent after `after` and that no message has yet, in any order, locked.
    async fn find_open(
        &mut self,
        uploader: PersonId,
        ids: &[AttachmentId],
        after: OffsetDateTime,
    ) -> Result<Vec<Attachment>, StorageError>;

    /// Gives these files to a message that this unit of work stored.
    async fn attach(&mut self, ids: &[AttachmentId], message: MessageId) -> Result<(), StorageError>;

    /// A file of a message of this ticket, locked, with the kind of the message.
    async fn find_in(
        &mut self,
        ticket: TicketId,
        id: AttachmentId,
    ) -> Result<Option<(Attachment, MessageKind)>, StorageError>;

    /// The files of a ticket's first message, removed ones included, in the order in which they arrived.
    async fn of_opening(&mut self, ticket: TicketId) -> Result<Vec<Attachment>, StorageError>;

    /// Saves a changed attachment.
    async fn update(&mut self, attachment: &Attachment) -> Result<(), StorageError>;

    /// Deletes up to `limit` files that no message has and that arrived at `before` or earlier, and says how many.
    async fn forget_open(&mut self, before: OffsetDateTime, limit: u32) -> Result<u64, StorageError>;
}

/// A content as the rows know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownBlob {
    /// Digest and size.
    pub blob: Blob,
    /// Whether an attachment uses it.
    pub is_used: bool,
}

/// How much is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileUsage {
    /// The bytes of all contents, each counted once.
    pub bytes: u64,
    /// The contents that no attachment uses.
    pub orphans: u64,
}

/// Reads of files, outside any unit of work.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait AttachmentQueries: Send + Sync {
    /// The files of these messages, removed ones included, in the order in which they arrived. The caller has checked that the
    /// messages may be read.
    async fn of_messages(&self, messages: &[MessageId]) -> Result<Vec<Attachment>, StorageError>;

    /// The files of a ticket's first message, in the same order.
    async fn of_opening(&self, ticket: TicketId) -> Result<Vec<Attachment>, StorageError>;

    /// A file of a message of this ticket; one of a note only where `with_notes` says so.
    async fn find_in(
        &self,
        ticket: TicketId,
        with_notes: bool,
        id: AttachmentId,
    ) -> Result<Option<Attachment>, StorageError>;

    /// A file that a message has, whichever. The caller has a signed link to it.
    async fn find_attached(&self, id: AttachmentId) -> Result<Option<Attachment>, StorageError>;

    /// Up to `limit` contents that [`AttachmentRepository::condemn_blob`] would condemn with these times, in any order.
    async fn condemnable(
        &self,
        claimed_by: OffsetDateTime,
        condemned_by: OffsetDateTime,
        limit: u32,
    ) -> Result<Vec<BlobDigest>, StorageError>;

    /// Up to `limit` contents with digests after `after`, in the order of the digests.
    async fn known_blobs(&self, after: Option<BlobDigest>, limit: u32) -> Result<Vec<KnownBlob>, StorageError>;

    /// How much is stored.
    async fn usage(&self) -> Result<FileUsage, StorageError>;
}
