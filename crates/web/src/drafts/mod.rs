//! What people typed and have not sent: kept by the server, so that it is there again in any browser.

use actix_web::{HttpResponse, web};
use deskhand_domain::Invalid;
use deskhand_domain::drafts::{DraftText, DraftTitle, DraftWords};
use deskhand_domain::people::Actor;
use deskhand_domain::ports::TicketKey;
use deskhand_domain::use_cases::{DraftKey, Error};
use deskhand_http_core::problem::{Problem, ProblemCode};
use deskhand_http_core::{AppState, named_ticket};
use serde::Deserialize;

use crate::door::{Form, Visitor};
use crate::parts::typed_text;

/// What a page keeps: `new`, or the number of a ticket with `reply` or `note`.
#[derive(Deserialize)]
pub(crate) struct DraftForm {
    place: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    text: String,
}

/// Keeps a draft. An empty one is deleted.
pub(crate) async fn keep(
    state: web::Data<AppState>,
    Visitor { caller, .. }: Visitor,
    Form(form): Form<DraftForm>,
) -> Result<HttpResponse, Problem> {
    let key = key_of(&form.place).ok_or_else(|| Problem::new(ProblemCode::BadRequest))?;
    let words = words(&form).map_err(|reason| Error::Field { field: "text", reason })?;
    state
        .change(caller.origin.clone(), async move |use_cases| use_cases.drafts().keep(&caller.actor, key, words).await)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

fn words(form: &DraftForm) -> Result<DraftWords, Invalid> {
    Ok(DraftWords { title: DraftTitle::parse(&form.title)?, text: DraftText::parse(&typed_text(&form.text))? })
}

fn key_of(place: &str) -> Option<DraftKey> {
    if place == "new" {
        return Some(DraftKey::NewTicket);
    }
    let (kind, ticket) = place.split_once('-')?;
    let ticket = named_ticket(ticket).ok()?;
    match kind {
        "reply" => Some(DraftKey::Reply(ticket)),
        "note" => Some(DraftKey::Note(ticket)),
        _ => None,
    }
}

/// The words of a draft on a ticket; nothing where there is none.
pub(crate) async fn kept(state: &AppState, actor: &Actor, ticket: TicketKey, is_note: bool) -> Result<String, Error> {
    let key = if is_note { DraftKey::Note(ticket) } else { DraftKey::Reply(ticket) };
    let draft = state.use_cases.drafts().find(actor, key).await?;
    Ok(draft.map(|draft| draft.words.text.to_string()).unwrap_or_default())
}

/// Title and words of a ticket that was begun.
pub(crate) async fn kept_new(state: &AppState, actor: &Actor) -> Result<(String, String), Error> {
    let draft = state.use_cases.drafts().find(actor, DraftKey::NewTicket).await?;
    Ok(draft.map(|draft| (draft.words.title.to_string(), draft.words.text.to_string())).unwrap_or_default())
}
