use std::sync::Arc;

use crate::files::{Arriving, Attachment, Blob, FileKind, FileLimits, FileName};
use crate::ids::{AttachmentId, UploadId};
use crate::people::{Actor, By};
use crate::permissions;
use crate::ports::{BlobWriter, StorageError};
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Execution, Files, Outcome};

/// A file that arrives.
pub struct Upload {
    writer: Box<dyn BlobWriter>,
    limits: FileLimits,
    arriving: Arriving,
    size: u64,
    head: Vec<u8>,
}

/// A file that has arrived whole, and that nobody can read yet.
pub struct ReceivedFile {
    /// Digest and size.
    pub blob: Blob,
    kind: FileKind,
    writer: Box<dyn BlobWriter>,
    /// Counted until the store counts it.
    arriving: Arriving,
}

impl Files<'_> {
    /// Begins to take in a file. `declared` is its size as far as the client said it: one that is too large is refused before any of
    /// it is read.
    ///
    /// # Errors
    /// [`Error::Refused`] if the account is not in use; [`Error::FileRefused`].
    pub async fn begin_upload(self, actor: &Actor, declared: Option<u64>) -> Result<Upload, Error> {
        permissions::may_upload(actor)?;
        let limits = self.desk.rules.files;
        limits.check_size(declared.unwrap_or_default())?;
        let writer = self.desk.ports.blobs.receive(UploadId::new(self.desk.ports.ids.uuid())).await?;
        let arriving = Arriving::of(Arc::clone(&self.desk.arriving), actor.id);
        Ok(Upload { writer, limits, arriving, size: 0, head: Vec::new() })
    }

    /// Stores a file that has arrived. For 24 hours its uploader may use it in one message.
    ///
    /// The content is claimed first, then its bytes get their name, then the row is written: a crash between leaves a content that no
    /// attachment uses, which [`Files::sweep`] deletes, and never an attachment without bytes.
    ///
    /// # Errors
    /// [`Error::FileRefused`] if the person has too many bytes in files that no message has yet; [`Error::KeyReused`].
    pub async fn keep_upload(
        self,
        actor: &Actor,
        file: ReceivedFile,
        name: &FileName,
        execution: &Execution<'_, Attachment>,
    ) -> Result<Outcome<Attachment>, Error> {
        let ReceivedFile { blob, kind, writer, arriving: _arriving } = file;
        self.desk.in_transaction(actor, |tx| Box::pin(tx.claim_content(actor, blob))).await?;
        writer.keep().await?;
        let outcome = self.desk.run(actor, execution, |tx| Box::pin(tx.keep_upload(actor, blob, kind, name))).await;
        if !matches!(outcome, Ok(Outcome::Done(_))) {
            let _ = self.discard(blob).await;
        }
        outcome
    }

    /// Deletes the content of an upload that was refused, unless somebody else has the same: it must not fill the disk until the
    /// sweep. It may have been forgotten since it was claimed, and without a row the sweep would not find it.
    async fn discard(self, blob: Blob) -> Result<(), Error> {
        self.desk.in_transaction(By::System, |tx| Box::pin(tx.adopt(blob))).await?;
        self.delete_blob(blob.digest, self.desk.ports.clock.now()).await.map(drop)
    }
}

impl Upload {
    /// Takes in the next bytes.
    ///
    /// # Errors
    /// [`Error::FileRefused`] if these are too many.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.size = self.size.saturating_add(bytes.len() as u64);
        self.limits.check_size(self.size)?;
        self.arriving.add(bytes.len() as u64, &self.limits)?;
        let missing = FileKind::HEAD.saturating_sub(self.head.len());
        self.head.extend(bytes.iter().take(missing));
        Ok(self.writer.write(bytes).await?)
    }

    /// Ends with the last byte.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn finish(mut self) -> Result<ReceivedFile, Error> {
        let blob = self.writer.finish().await?;
        Ok(ReceivedFile { blob, kind: FileKind::of(&self.head), writer: self.writer, arriving: self.arriving })
    }
}

impl TxContext<'_> {
    async fn claim_content(&mut self, actor: &Actor, blob: Blob) -> Result<(), Error> {
        self.check_open_uploads(actor, blob).await?;
        self.uow.attachments().claim_blob(blob, self.now).await?;
        Ok(())
    }

    /// Locks the person, so that of two uploads the second counts the first.
    async fn check_open_uploads(&mut self, actor: &Actor, blob: Blob) -> Result<(), Error> {
        self.uow.people().find(actor.id).await?.ok_or(Error::Unauthenticated)?;
        let open = self.uow.attachments().open_bytes(actor.id, self.now - Attachment::OPEN_FOR).await?;
        Ok(self.desk.rules.files.check_open(open.saturating_add(blob.size))?)
    }

    async fn keep_upload(
        &mut self,
        actor: &Actor,
        blob: Blob,
        kind: FileKind,
        name: &FileName,
    ) -> Result<Attachment, Error> {
        self.check_open_uploads(actor, blob).await?;
        // Between the claim and now somebody may have removed the last other file with this content, and its bytes with it.
        self.claim_again(blob).await?;
        let attachment = Attachment {
            id: AttachmentId::new(self.desk.ports.ids.uuid()),
            message: None,
            uploader: actor.id,
            name: name.clone(),
            kind,
            content: Some(blob),
            created_at: self.now,
            removed_at: None,
        };
        self.uow.attachments().add(&attachment).await?;
        Ok(attachment)
    }

    /// Claims a content whose bytes are stored.
    ///
    /// # Errors
    /// [`StorageError::Busy`] if it was deleted since it was claimed first.
    pub(crate) async fn claim_again(&mut self, blob: Blob) -> Result<(), Error> {
        if self.uow.attachments().claim_blob(blob, self.now).await? { Ok(()) } else { Err(StorageError::Busy.into()) }
    }
}
