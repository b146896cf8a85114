use crate::files::{Attachment, Blob, FileKind, FileName};
use crate::ids::{AttachmentId, MessageId, PersonId};
use crate::incoming::{IncomingFile, IncomingMail};
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, IncomingMails};

/// A file of a mail whose bytes are stored.
pub(super) struct StoredFile {
    name: FileName,
    kind: FileKind,
    blob: Blob,
}

impl IncomingMails<'_> {
    /// Stores the files of a mail, outside the transaction that attaches them. What a failed try leaves behind is swept.
    pub(super) async fn store_files(self, mail: &IncomingMail) -> Result<Vec<StoredFile>, Error> {
        let mut stored = Vec::new();
        for file in mail.files.iter().filter(|file| !file.is_hidden) {
            stored.push(self.store_file(file).await?);
        }
        Ok(stored)
    }

    async fn store_file(self, file: &IncomingFile) -> Result<StoredFile, Error> {
        let blob = self.store_bytes(&file.bytes).await?;
        let head = file.bytes.get(..FileKind::HEAD).unwrap_or(&file.bytes);
        Ok(StoredFile { name: FileName::of(&file.name), kind: FileKind::of(head), blob })
    }
}

impl TxContext<'_> {
    pub(super) async fn attach_mail_files(
        &mut self,
        uploader: PersonId,
        files: &[StoredFile],
        message: MessageId,
    ) -> Result<(), Error> {
        for file in files {
            self.claim_again(file.blob).await?;
            let attachment = Attachment {
                id: AttachmentId::new(self.desk.ports.ids.uuid()),
                message: Some(message),
                uploader,
                name: file.name.clone(),
                kind: file.kind,
                content: Some(file.blob),
                created_at: self.now,
                removed_at: None,
            };
            self.uow.attachments().add(&attachment).await?;
        }
        Ok(())
    }
}
