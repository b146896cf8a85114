use actix_web::http::StatusCode;
use actix_web::web;
use deskhand_domain::people::Actor;
use deskhand_domain::ports::TicketKey;
use deskhand_domain::ticket::{MessageBody, TicketStatus};
use deskhand_domain::use_cases::{Error, PostMessage, UpdateTicket, UseCases};
use deskhand_http_core::AppState;
use serde::Deserialize;

use super::show::{Unsent, key_of, ticket_page};
use crate::door::{Faults, Form, Page, Visitor, refusal_words, see_other};
use crate::parts::typed_text;

/// The fields of both editors.
#[derive(Deserialize)]
pub(crate) struct MessageForm {
    body: String,
    /// `note` for the editor of notes: each editor has its own form, and no mode is carried over.
    #[serde(default)]
    kind: String,
    /// The last message that the writer saw.
    #[serde(default)]
    seen: String,
    /// The state that the ticket moves to afterwards.
    #[serde(default)]
    then: String,
}

/// Posts a reply or a note. What is refused comes back with its words in place.
pub(crate) async fn post_message(
    state: web::Data<AppState>,
    visitor: Visitor,
    number: web::Path<String>,
    Form(form): Form<MessageForm>,
) -> Page {
    let key = key_of(&number)?;
    let is_note = form.kind == "note";
    let text = typed_text(&form.body);
    let mut faults = Faults::default();
    let Some(body) = faults.accept("body", MessageBody::parse(&text)) else {
        let fault = faults.of("body", &visitor.shell);
        let unsent = unsent(is_note, text, fault);
        return ticket_page(&state, visitor, key, StatusCode::UNPROCESSABLE_ENTITY, unsent).await;
    };
    let then: Option<TicketStatus> = form.then.parse().ok().filter(|_| !is_note);
    let actor = visitor.caller.actor;
    let seen = form.seen.parse().ok();
    let command = PostMessage { body, note: is_note, attachments: vec![], mail: None, seen };
    let posting = state.change(visitor.caller.origin.clone(), async move |use_cases| {
        post(&use_cases, &actor, key, command, then).await
    });
    match posting.await {
        Ok(id) => {
            state.metrics.message_posted();
            Ok(see_other(&format!("/tickets/{number}#m{id}"), None))
        }
        Err(error) => {
            let Some(words) = refusal_words(&error, &visitor.shell) else { return Err(error.into()) };
            ticket_page(&state, visitor, key, StatusCode::CONFLICT, unsent(is_note, text, Some(words))).await
        }
    }
}

/// Posts, and moves the ticket where the button says so. The message is posted also where the move is refused: it was asked for first.
async fn post(
    use_cases: &UseCases,
    actor: &Actor,
    key: TicketKey,
    command: PostMessage,
    then: Option<TicketStatus>,
) -> Result<deskhand_domain::MessageId, Error> {
    let posted = use_cases.tickets().post_message(actor, key, command).await?;
    if let Some(status) = then {
        let change = UpdateTicket { status: Some(status), ..UpdateTicket::default() };
        use_cases.tickets().update(actor, key, change).await?;
    }
    Ok(posted.view.message.id)
}

fn unsent(is_note: bool, text: String, fault: Option<String>) -> Unsent {
    if is_note {
        Unsent { note: text, note_fault: fault, ..Unsent::default() }
    } else {
        Unsent { reply: text, reply_fault: fault, ..Unsent::default() }
    }
}
