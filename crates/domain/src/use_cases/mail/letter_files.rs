//! The files that a letter brings: those of the messages that it quotes, but for the recipient's own.

use std::sync::Arc;

use super::compose_mail::NotSent;
use crate::files::{Attachment, Blob};
use crate::history::EventKind;
use crate::ids::MessageId;
use crate::notification::Mail;
use crate::ports::{LetterFile, OutgoingMail, StorageError};
use crate::use_cases::OutboxMail;

impl OutboxMail<'_> {
    /// The files of what a letter reports: in the letter as far as there is room, else by links. One about several tickets has links only.
    pub(super) async fn files_of(self, letter: &OutgoingMail) -> Result<Vec<LetterFile>, NotSent> {
        let files = self.attachments_of(letter).await?;
        let sizes: Vec<u64> = files.iter().map(|(_, blob)| blob.size).collect();
        let carried = self.desk.rules.files.carried(&sizes);
        let mut found = Vec::with_capacity(files.len());
        for ((file, blob), fits) in files.into_iter().zip(carried) {
            let bytes = match fits && !letter.is_of_several_tickets() {
                true => self.bytes_of(blob).await?,
                false => None,
            };
            let link = self.desk.files().link_in_letter(file.id, letter.newest().created_at);
            found.push(LetterFile { name: file.name, kind: file.kind, size: blob.size, link, bytes });
        }
        Ok(found)
    }

    /// Removed ones are left out.
    async fn attachments_of(self, letter: &OutgoingMail) -> Result<Vec<(Attachment, Blob)>, StorageError> {
        let files = &self.desk.ports.attachments;
        let quoting: Vec<&Mail> = letter.parts().filter(|mail| mail.author != Some(mail.recipient)).collect();
        let is_opening = |mail: &&&Mail| mail.lines.iter().any(|line| line.kind == EventKind::TicketOpened);
        let mut found = Vec::new();
        for ticket in quoting.iter().filter(is_opening).filter_map(|mail| mail.ticket.as_ref()) {
            found.extend(files.of_opening(ticket.id).await?);
        }
        let lines = quoting.iter().flat_map(|mail| &mail.lines);
        let messages: Vec<MessageId> = lines.filter_map(|line| line.message).collect();
        if !messages.is_empty() {
            found.extend(files.of_messages(&messages).await?);
        }
        Ok(found.into_iter().filter_map(|file| file.content.map(|blob| (file, blob))).collect())
    }

    /// `None` where the bytes are gone: it was removed in this moment, or the store has lost them.
    async fn bytes_of(self, blob: Blob) -> Result<Option<Arc<[u8]>>, StorageError> {
        let length = usize::try_from(blob.size).unwrap_or(usize::MAX);
        Ok(self.desk.ports.blobs.read(blob.digest, 0, length).await?.map(Arc::from))
    }
}
