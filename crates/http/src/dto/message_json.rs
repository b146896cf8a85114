use deskhand_domain::use_cases::MessageDetail;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::words::VIA;
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
    /// How it came: `api` or `mail`.
    #[schema(value_type = schemas::Via)]
    via: &'static str,
    /// What showed who wrote the mail: `authenticated` by the own mail server, an `address` that only its sender got, `staff` who took it
    /// in, or `none`. `null` unless it came by mail.
    #[schema(value_type = Option<schemas::MailProof>, required)]
    proof: Option<&'static str>,
    /// What the mail quoted, and its signature. Only where one message is shown, to staff, and only of mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    elided: Option<String>,
    /// Its files.
    pub(crate) attachments: Vec<AttachmentJson>,
}

impl MessageJson {
    /// The message, with what its mail quoted.
    pub(crate) fn whole(detail: MessageDetail) -> Self {
        let elided =
            detail.view.message.mail.as_ref().map(|mail| mail.elided.clone()).filter(|elided| !elided.is_empty());
        Self { elided, ..Self::from(detail) }
    }

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
            via: if message.mail.is_some() { VIA[1] } else { VIA[0] },
            proof: message.mail.as_ref().map(|mail| mail.proof.as_str()),
            elided: None,
            attachments: attachments.iter().map(|file| AttachmentJson::of_ticket(file, message.ticket)).collect(),
        }
    }
}
