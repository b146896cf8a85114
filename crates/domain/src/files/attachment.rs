use time::{Duration, OffsetDateTime};

use super::{Blob, FileKind, FileName};
use crate::ids::{AttachmentId, MessageId, PersonId};

/// A file that a person sent: for a message that they will write, or with one that they wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its id.
    pub id: AttachmentId,
    /// The message that it belongs to; `None` until there is one.
    pub message: Option<MessageId>,
    /// Who sent it.
    pub uploader: PersonId,
    /// What it is called.
    pub name: FileName,
    /// What its bytes are.
    pub kind: FileKind,
    /// Its bytes; `None` once it was removed.
    pub content: Option<Blob>,
    /// When it arrived.
    pub created_at: OffsetDateTime,
    /// When it was removed.
    pub removed_at: Option<OffsetDateTime>,
}

impl Attachment {
    /// How long its uploader may use it in a message. After that it is deleted, unless a message has it.
    pub const OPEN_FOR: Duration = Duration::hours(24);

    /// Removes bytes, name and kind. That there was a file stays.
    pub fn remove(&mut self, now: OffsetDateTime) {
        self.name = FileName::removed();
        self.kind = FileKind::Other;
        self.content = None;
        self.removed_at = Some(now);
    }
}
