use deskhand_domain::TicketId;
use deskhand_domain::files::Attachment;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Created, Timestamp};

/// A file of a message, or for one.
#[derive(Serialize, ToSchema)]
#[schema(as = Attachment)]
pub(crate) struct AttachmentJson {
    id: Uuid,
    /// One line without path and hidden characters; `removed` once it was removed.
    name: String,
    /// What its bytes are: `image/png`, `image/jpeg`, `image/gif`, `image/webp`, `application/pdf`, `text/plain; charset=utf-8`, or
    /// `application/octet-stream` for everything else.
    media_type: &'static str,
    /// Whether `inline=1` shows it in place.
    shown_inline: bool,
    /// How many bytes it has.
    size: u64,
    /// The SHA-256 of its bytes, in hexadecimal digits; `null` once it was removed.
    #[schema(required)]
    sha256: Option<String>,
    /// Where its bytes are; `null` before a message has it, and once it was removed.
    #[schema(required)]
    url: Option<String>,
    created_at: Timestamp,
    #[schema(required)]
    removed_at: Option<Timestamp>,
}

impl AttachmentJson {
    /// A file of a message of this ticket.
    pub(crate) fn of_ticket(file: &Attachment, ticket: TicketId) -> Self {
        let url = file.content.map(|_| format!("/api/v1/tickets/{ticket}/attachments/{}", file.id));
        Self { url, ..Self::from(file) }
    }

    /// The answer for a file that has just arrived. It has no address before a message has it.
    pub(crate) fn created(file: &Attachment) -> Option<Created> {
        Created::new(None, None, &Self::from(file))
    }
}

impl From<&Attachment> for AttachmentJson {
    fn from(file: &Attachment) -> Self {
        Self {
            id: file.id.as_uuid(),
            name: file.name.to_string(),
            media_type: file.kind.media_type(),
            shown_inline: file.kind.is_shown_inline(),
            size: file.content.map_or(0, |blob| blob.size),
            sha256: file.content.map(|blob| blob.digest.to_string()),
            url: None,
            created_at: Timestamp(file.created_at),
            removed_at: file.removed_at.map(Timestamp),
        }
    }
}
