use actix_web::{HttpResponse, post, web};
use deskhand_domain::Invalid;
use deskhand_domain::ticket::{MessageBody, MessageKind};
use deskhand_domain::use_cases::{Outcome, PostMessage};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::attachment_ids::attachment_ids;
use crate::dto::schemas;
use crate::dto::{Created, MessageJson};
use crate::extract::{Caller, ESCAPED_TEXT_LIMIT, IdempotencyHeader, RequestBody, TicketPath, ValidJson, characters};

/// Words to be added to a conversation.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewMessage)]
pub(crate) struct PostMessageBody {
    #[validate(required, length(max = characters(MessageBody::MAX)))]
    #[schema(value_type = schemas::Text)]
    body: Option<String>,
    /// `note`, or nothing: whether words are a request or a response follows from who says them.
    #[schema(value_type = Option<String>, pattern = "^note$", max_length = 4)]
    kind: Option<String>,
    /// Ids of files that the caller uploaded within the last 24 hours.
    #[schema(value_type = Option<Vec<uuid::Uuid>>, max_items = 100)]
    attachments: Option<Vec<String>>,
    /// Id of the last message of the ticket that its writer saw. Where others wrote since, the answer is `overtaken`.
    #[schema(value_type = Option<uuid::Uuid>)]
    seen: Option<String>,
}

impl RequestBody for PostMessageBody {
    type Command = PostMessage;

    const LIMIT: usize = ESCAPED_TEXT_LIMIT;

    fn into_command(self, fields: &mut Fields) -> Option<PostMessage> {
        let body = fields.text("body", self.body, MessageBody::parse);
        let note = fields.text("kind", self.kind, note);
        let attachments = fields.value("attachments", self.attachments, attachment_ids);
        let seen = fields.text("seen", self.seen, str::parse);
        Some(PostMessage {
            body: body?,
            note: note.is_some(),
            attachments: attachments.unwrap_or_default(),
            seen,
            editor: None,
            mail: None,
        })
    }
}

fn note(word: &str) -> Result<MessageKind, Invalid> {
    match word.parse() {
        Ok(MessageKind::Note) => Ok(MessageKind::Note),
        _ => Err(Invalid::Format("note, or left out: request or response follows from who writes")),
    }
}

/// Adds a message: a request by the reporter, a response or a note by staff. A reporter's message may reopen.
#[utoipa::path(
    tag = "tickets",
    params(
        ("ticket" = String, Path, description = "Id or number."),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes it safe to send the request again: within 24 hours the same request is carried out once, and answered the same.")
    ),
    request_body = PostMessageBody,
    responses((status = 201, description = "The message. `Location` is set.", body = MessageJson))
)]
#[post("/api/v1/tickets/{ticket}/messages")]
pub(crate) async fn post_message(
    state: web::Data<AppState>,
    caller: Caller,
    TicketPath(key): TicketPath,
    idempotency: IdempotencyHeader,
    ValidJson(command, digest): ValidJson<PostMessageBody>,
) -> Result<HttpResponse, Problem> {
    let guard = idempotency.begin(Some(caller.actor.id), &digest)?;
    let posting = state.change(caller.origin.clone(), async move |use_cases| {
        let keep = |view: &_| MessageJson::created(view)?.to_text();
        use_cases.tickets().post_message_with(&caller.actor, key, command, &guard.execution(&keep)).await
    });
    let outcome = posting.await?;
    if let Outcome::Done(_) = &outcome {
        state.metrics.message_posted();
    }
    Created::answer(&outcome, MessageJson::created)
}
