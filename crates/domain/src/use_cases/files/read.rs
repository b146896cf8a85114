use crate::files::{Attachment, Blob};
use crate::ids::AttachmentId;
use crate::people::Actor;
use crate::ports::{StorageError, TicketKey};
use crate::use_cases::{Error, Files};

/// A file that may be handed out.
#[derive(Clone, Debug)]
pub struct ReadableFile {
    /// Its name and kind.
    pub attachment: Attachment,
    /// Its bytes.
    pub blob: Blob,
}

impl ReadableFile {
    pub(crate) fn of(attachment: Attachment) -> Result<Self, Error> {
        let blob = attachment.content.ok_or(Error::NotFound)?;
        Ok(Self { attachment, blob })
    }
}

impl Files<'_> {
    /// Finds a file of a ticket: who reads the message reads its files. A note's files are for those who may read notes.
    ///
    /// # Errors
    /// [`Error::NotFound`] also if the caller may not see the ticket or the message, or the file was removed.
    pub async fn find(self, actor: &Actor, key: TicketKey, id: AttachmentId) -> Result<ReadableFile, Error> {
        let tickets = self.desk.tickets();
        let ticket = tickets.visible_ticket(actor, key).await?;
        let with_notes = tickets.reads_as_staff(actor, &ticket);
        let found = self.desk.ports.attachments.find_in(ticket.id, with_notes, id).await?;
        ReadableFile::of(found.ok_or(Error::NotFound)?)
    }

    /// All bytes of a content; `None` where they are gone.
    pub(crate) async fn whole(self, blob: Blob) -> Result<Option<Vec<u8>>, StorageError> {
        let length = usize::try_from(blob.size).unwrap_or(usize::MAX);
        self.desk.ports.blobs.read(blob.digest, 0, length).await
    }

    /// Up to `length` bytes of a file from `offset` on; fewer only at the end.
    ///
    /// # Errors
    /// [`Error::Internal`] if the bytes are gone: the file was removed in the meantime, or the store has lost them.
    pub async fn read(self, blob: Blob, offset: u64, length: usize) -> Result<Vec<u8>, Error> {
        let bytes = self.desk.ports.blobs.read(blob.digest, offset, length).await?;
        bytes.ok_or(Error::Internal("the bytes of a file are gone"))
    }
}
