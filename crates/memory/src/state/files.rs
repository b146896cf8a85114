use deskhand_domain::files::{Attachment, BlobDigest};
use deskhand_domain::ticket::Message;
use deskhand_domain::{AttachmentId, MessageId, TicketId};

use super::State;

impl State {
    pub(crate) fn is_used(&self, digest: BlobDigest) -> bool {
        let files = self.attachments.values().filter_map(|file| file.content);
        files.chain(self.incoming.values().filter_map(|row| row.mail.raw)).any(|blob| blob.digest == digest)
    }

    /// A file of a message of this ticket, with the message.
    pub(crate) fn file_in(&self, ticket: TicketId, id: AttachmentId) -> Option<(&Attachment, &Message)> {
        let file = self.attachments.get(&id)?;
        let message = self.messages.iter().find(|message| Some(message.id) == file.message)?;
        (message.ticket == ticket).then_some((file, message))
    }

    pub(crate) fn files_of_opening(&self, ticket: TicketId) -> Vec<Attachment> {
        let messages = self.messages.iter().filter(|message| message.ticket == ticket);
        let first = messages.min_by_key(|message| (message.created_at, message.id));
        first.map_or_else(Vec::new, |first| self.files_of(&[first.id]))
    }

    /// The files of these messages, in the order in which they arrived.
    pub(crate) fn files_of(&self, messages: &[MessageId]) -> Vec<Attachment> {
        let is_of = |file: &&Attachment| file.message.is_some_and(|message| messages.contains(&message));
        let mut files: Vec<_> = self.attachments.values().filter(is_of).cloned().collect();
        files.sort_by_key(|file| (file.created_at, file.id));
        files
    }
}
