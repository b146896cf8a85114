use deskhand_domain::use_cases::MessageDetail;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{AttachmentJson, Created, PersonJson, Timestamp};
use crate::dto::schemas;

/// One message of a ticket's conversation.
#[derive(Serialize, ToSchema)]
#[schema(as = Message)]
pub(crate) struct MessageJson {
    id: Uuid,
    ticket_id: Uuid,
    #[schema(value_type = schemas::MessageKind)]
    kind: &'static str,
    author: PersonJson,
    body: String,
    created_at: Timestamp,
    /// Its files.
    attachments: Vec<AttachmentJson>,
}

impl MessageJson {
    /// The answer for a message that was just posted.
    pub(crate) fn created(detail: &MessageDetail) -> Option<Created> {
        let (ticket, id) = (detail.view.message.ticket, detail.view.message.id);
        Created::new(Some(format!("/api/v1/tickets/{ticket}/messages/{id}")), None, &Self::from(detail.clone()))
    }
}

impl From<MessageDetail> for MessageJson {
    fn from(MessageDetail { view, attachments }: MessageDetail) -> Self {
        let message = view.message;
        Self {
            id: message.id.as_uuid(),
            ticket_id: message.ticket.as_uuid(),
            kind: message.kind.as_str(),
            author: (&view.author).into(),
            body: message.body.to_string(),
            created_at: Timestamp(message.created_at),
            attachments: attachments.iter().map(Into::into).collect(),
        }
    }
}
