use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::ports::TicketKey;
use deskhand_domain::ticket::{MessageBody, TicketAction, Title};
use deskhand_domain::use_cases::{BasedOn, Error, TicketDetail, UpdateTicket};
use deskhand_http_core::AppState;
use deskhand_http_core::auth::Caller;
use serde::Deserialize;

use super::merge::{Merged, merge};
use super::show::key_of;
use super::view::answer_of;
use crate::door::{Faults, Form, Page, Shell, Visitor, page, refused, see_other};
use crate::parts::typed_text;

#[derive(Template)]
#[template(path = "ticket/edit.html")]
struct EditPage {
    shell: Shell,
    number: u64,
    /// What is stored now: the next change is based on it.
    stored: Texts,
    /// What the fields hold.
    typed: Texts,
    /// Both changed: what another wrote meanwhile is shown beside.
    conflicts: Vec<&'static str>,
    notice: Option<String>,
    faults: Faults,
}

/// The texts of a ticket that can be changed.
#[derive(Clone, Debug)]
struct Texts {
    title: String,
    description: String,
}

/// The fields of the form, each beside what it held when the page was made.
#[derive(Deserialize)]
pub(crate) struct EditForm {
    title: String,
    description: String,
    base_title: String,
    base_description: String,
}

/// The form, for those who may change the ticket.
pub(crate) async fn show_edit(state: web::Data<AppState>, visitor: Visitor, number: web::Path<String>) -> Page {
    let detail = state.use_cases.tickets().show(&visitor.caller.actor, key_of(&number)?).await?;
    answer_of(&detail, TicketAction::Edit).map_err(Error::from)?;
    let stored = texts(&detail);
    let typed = stored.clone();
    let number = detail.view.ticket.number.get();
    let faults = Faults::default();
    page(
        StatusCode::OK,
        &EditPage { shell: visitor.shell, number, stored, typed, conflicts: vec![], notice: None, faults },
    )
}

/// Changes what the person changed. What only others changed stays theirs; where both did, the person decides again, with both before them.
pub(crate) async fn edit(
    state: web::Data<AppState>,
    Visitor { caller, shell }: Visitor,
    path: web::Path<String>,
    Form(form): Form<EditForm>,
) -> Page {
    let key = key_of(&path)?;
    let detail = state.use_cases.tickets().show(&caller.actor, key).await?;
    let stored = texts(&detail);
    let number = detail.view.ticket.number.get();
    let mut typed = Texts { title: form.title.clone(), description: typed_text(&form.description) };
    let mut faults = Faults::default();
    let mut conflicts = Vec::new();
    let title = change("title", [&form.base_title, &typed.title, &stored.title], &mut conflicts);
    let base = typed_text(&form.base_description);
    let description = change("description", [&base, &typed.description, &stored.description], &mut conflicts);
    // If the page comes again, it is based on what is stored: a field that only others changed holds their change then.
    if title.is_none() && !conflicts.contains(&"title") {
        typed.title.clone_from(&stored.title);
    }
    if description.is_none() && !conflicts.contains(&"description") {
        typed.description.clone_from(&stored.description);
    }
    let again = |status, conflicts, notice, faults| {
        let (shell, stored, typed) = (shell.clone(), stored.clone(), typed.clone());
        page(status, &EditPage { shell, number, stored, typed, conflicts, notice, faults })
    };
    if !conflicts.is_empty() {
        return again(StatusCode::CONFLICT, conflicts, Some(shell.say("edit-conflict")), faults);
    }
    let title = title.and_then(|text| faults.accept("title", Title::parse(&text)));
    let description = description.and_then(|text| faults.accept("description", MessageBody::parse(&text)));
    if !faults.is_empty() {
        return again(StatusCode::UNPROCESSABLE_ENTITY, vec![], None, faults);
    }
    if title.is_none() && description.is_none() {
        return Ok(see_other(&format!("/tickets/{number}"), None));
    }
    let based_on = BasedOn::OneOf(vec![detail.seen.version]);
    let change = UpdateTicket { title, description, based_on, ..UpdateTicket::default() };
    match update(&state, &caller, key, change).await {
        Ok(_) => Ok(see_other(&format!("/tickets/{number}"), None)),
        Err(error) => {
            let words = refused(error, &shell)?;
            again(StatusCode::CONFLICT, vec![], Some(words), faults)
        }
    }
}

async fn update(
    state: &AppState,
    caller: &Caller,
    key: TicketKey,
    change: UpdateTicket,
) -> Result<TicketDetail, Error> {
    let actor = caller.actor;
    state
        .change(caller.origin.clone(), async move |use_cases| use_cases.tickets().update(&actor, key, change).await)
        .await
}

/// The new text of a field, where the person changed it; a note where another did too.
fn change(field: &'static str, [base, mine, theirs]: [&str; 3], conflicts: &mut Vec<&'static str>) -> Option<String> {
    match merge(base, mine, theirs) {
        Merged::Theirs => None,
        Merged::Mine => Some(mine.to_owned()),
        Merged::Both => {
            conflicts.push(field);
            None
        }
    }
}

fn texts(detail: &TicketDetail) -> Texts {
    let ticket = &detail.view.ticket;
    Texts { title: ticket.title.to_string(), description: ticket.description.to_string() }
}

impl EditPage {
    fn is_conflict(&self, field: &str) -> bool {
        self.conflicts.contains(&field)
    }
}
