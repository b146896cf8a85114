//! What people typed and have not sent: kept by the server, so that it is there again in any browser.

use actix_web::{HttpResponse, web};
use deskhand_domain::Invalid;
use deskhand_domain::drafts::{Draft, DraftText, DraftTitle, DraftWords, Editor};
use deskhand_domain::people::Actor;
use deskhand_domain::use_cases::{DraftKey, Error};
use deskhand_http_core::problem::{Problem, ProblemCode};
use deskhand_http_core::{AppState, named_ticket};
use serde::Deserialize;
use time::OffsetDateTime;

use crate::door::{Form, Visitor, bad_form};
use crate::parts::typed_text;

/// What a page keeps: `new`, or the number of a ticket with `reply` or `note`.
#[derive(Deserialize)]
pub(crate) struct DraftForm {
    place: String,
    /// Whose page it is: in another window of the browser another person may have signed in since.
    person: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    text: String,
    /// When the draft was kept that the page showed or kept itself; empty where there was none.
    #[serde(default)]
    seen: String,
}

/// Keeps a draft. An empty one is deleted. Answers when it was kept, by which the page tells it from a later one; 409 where another browser
/// keeps other words there, which this page does not show.
pub(crate) async fn keep(
    state: web::Data<AppState>,
    Visitor { caller, .. }: Visitor,
    Form(form): Form<DraftForm>,
) -> Result<HttpResponse, Problem> {
    if form.person != caller.person.username.as_str() {
        return Err(Problem::new(ProblemCode::Forbidden));
    }
    let key = key_of(&form.place).ok_or_else(|| Problem::new(ProblemCode::BadRequest))?;
    let words = words(&form).map_err(|reason| Error::Field { field: "text", reason })?;
    let seen = (!form.seen.is_empty()).then(|| moment_of(&form.seen).ok_or_else(bad_form)).transpose()?;
    let keeping = state.change(caller.origin.clone(), async move |use_cases| {
        use_cases.drafts().keep(&caller.actor, key, words, seen).await
    });
    let kept = keeping.await?;
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(moment(kept.as_ref())))
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

/// What was kept, and when, as pages compare it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    pub(crate) title: String,
    pub(crate) text: String,
    /// Empty where there is no draft.
    pub(crate) saved: String,
}

/// The draft of this place; empty where there is none.
pub(crate) async fn kept(state: &AppState, actor: &Actor, key: DraftKey) -> Result<Kept, Error> {
    let draft = state.use_cases.drafts().find(actor, key).await?;
    let saved = moment(draft.as_ref());
    let words = draft.map(|draft| (draft.words.title.to_string(), draft.words.text.to_string()));
    let (title, text) = words.unwrap_or_default();
    Ok(Kept { title, text, saved })
}

/// The editor of a form whose field `draft` says so.
pub(crate) fn editor(draft: &str) -> Editor {
    Editor { draft: moment_of(draft) }
}

fn moment_of(text: &str) -> Option<OffsetDateTime> {
    let millis: i64 = text.parse().ok()?;
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000).ok()
}

fn moment(draft: Option<&Draft>) -> String {
    draft.map(|draft| (draft.saved_at.unix_timestamp_nanos() / 1_000_000).to_string()).unwrap_or_default()
}
