//! The files that a letter brings: those of the messages that it quotes, but for the recipient's own.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::compose_mail::NotSent;
use crate::files::{Attachment, Blob};
use crate::history::EventKind;
use crate::ids::{MessageId, TicketId};
use crate::ports::{LetterFile, LetterFiles, OutgoingMail, StorageError};
use crate::use_cases::OutboxMail;

/// How many files a letter names.
const MOST_NAMED: usize = 50;

/// A file with its bytes and its ticket.
type Found = (Attachment, Blob, TicketId);

impl OutboxMail<'_> {
    /// The files of what a letter reports: in the letter as far as there is room, else by links. One about several tickets has links only.
    pub(super) async fn files_of(self, letter: &OutgoingMail) -> Result<LetterFiles, NotSent> {
        let mut files = self.attachments_of(letter).await?;
        let has_more = files.len() > MOST_NAMED;
        files.truncate(MOST_NAMED);
        let sizes: Vec<u64> = files.iter().map(|(_, blob, _)| blob.size).collect();
        let carried = self.desk.rules.files.carried(&sizes);
        let mut named = Vec::with_capacity(files.len());
        for ((file, blob, ticket), fits) in files.into_iter().zip(carried) {
            let bytes = match fits && !letter.is_of_several_tickets() {
                // Where the bytes are gone, it was removed in this moment, or the store has lost them.
                true => self.desk.files().whole(blob).await?.map(Arc::from),
                false => None,
            };
            let (reader, queued_at) = ((letter.mail.recipient, ticket), letter.newest().created_at);
            let link = self.desk.files().link_in_letter(file.id, reader, queued_at);
            named.push(LetterFile { name: file.name, kind: file.kind, size: blob.size, link, bytes });
        }
        Ok(LetterFiles { named, has_more })
    }

    /// Those of openings, then those of messages. Removed ones are left out.
    async fn attachments_of(self, letter: &OutgoingMail) -> Result<Vec<Found>, StorageError> {
        let attachments = &self.desk.ports.attachments;
        let (mut files, mut ticket_of) = (Vec::new(), BTreeMap::new());
        for mail in letter.parts().filter(|mail| mail.author != Some(mail.recipient)) {
            let Some(ticket) = mail.ticket.as_ref().map(|ticket| ticket.id) else { continue };
            if mail.lines.iter().any(|line| line.kind == EventKind::TicketOpened) {
                files.extend(attachments.of_opening(ticket).await?.into_iter().map(|file| (file, ticket)));
            }
            ticket_of.extend(mail.lines.iter().filter_map(|line| Some((line.message?, ticket))));
        }
        if !ticket_of.is_empty() {
            let messages: Vec<MessageId> = ticket_of.keys().copied().collect();
            let posted = attachments.of_messages(&messages).await?.into_iter();
            files.extend(
                posted.filter_map(|file| Some((*ticket_of.get(&file.message?)?, file))).map(|(at, file)| (file, at)),
            );
        }
        Ok(files.into_iter().filter_map(|(file, ticket)| file.content.map(|blob| (file, blob, ticket))).collect())
    }
}
