//! Each button of a ticket, one use case each.

use actix_web::web;
use deskhand_domain::ticket::{RatingComment, Stars};
use deskhand_domain::use_cases::{AssigneeChoice, BasedOn, Error, RateTicket, UpdateTicket, UseCases};
use deskhand_http_core::{AppState, named_person};
use serde::Deserialize;

use super::show::change_ticket;
use crate::door::{Form, Page, Visitor, bad_form};
use crate::parts::typed_text;

/// The state to move to, and the version that the page showed.
#[derive(Deserialize)]
pub(crate) struct StatusForm {
    status: String,
    version: u64,
}

/// Moves the ticket to another state.
pub(crate) async fn move_status(
    state: web::Data<AppState>,
    visitor: Visitor,
    number: web::Path<String>,
    Form(form): Form<StatusForm>,
) -> Page {
    let status = form.status.parse().map_err(|_| bad_form())?;
    let based_on = BasedOn::OneOf(vec![form.version]);
    let change = UpdateTicket { status: Some(status), based_on, ..UpdateTicket::default() };
    update(&state, visitor, &number, change).await
}

/// The new priority.
#[derive(Deserialize)]
pub(crate) struct PriorityForm {
    priority: String,
}

/// Changes the priority.
pub(crate) async fn set_priority(
    state: web::Data<AppState>,
    visitor: Visitor,
    number: web::Path<String>,
    Form(form): Form<PriorityForm>,
) -> Page {
    let priority = form.priority.parse().map_err(|_| bad_form())?;
    update(&state, visitor, &number, UpdateTicket { priority: Some(priority), ..UpdateTicket::default() }).await
}

/// The new assignee: a username, `auto`, or nothing.
#[derive(Deserialize)]
pub(crate) struct AssigneeForm {
    assignee: String,
}

/// Gives the ticket to another engineer, to the least loaded one, or back to the queue.
pub(crate) async fn assign(
    state: web::Data<AppState>,
    visitor: Visitor,
    number: web::Path<String>,
    Form(form): Form<AssigneeForm>,
) -> Page {
    let assignee = match form.assignee.as_str() {
        "" => AssigneeChoice::Nobody,
        "auto" => AssigneeChoice::LeastLoaded,
        name => AssigneeChoice::Person(named_person(name).map_err(|_| bad_form())?),
    };
    update(&state, visitor, &number, UpdateTicket { assignee: Some(assignee), ..UpdateTicket::default() }).await
}

async fn update(state: &AppState, visitor: Visitor, number: &str, change: UpdateTicket) -> Page {
    change_ticket(state, visitor, number, async move |use_cases, actor, key| {
        use_cases.tickets().update(&actor, key, change).await
    })
    .await
}

/// Says "I am on it".
pub(crate) async fn take(state: web::Data<AppState>, visitor: Visitor, number: web::Path<String>) -> Page {
    let taking = async move |use_cases: UseCases, actor, key| use_cases.tickets().take(&actor, key).await;
    change_ticket(&state, visitor, &number, taking).await
}

/// Whether mails are wanted.
#[derive(Deserialize)]
pub(crate) struct MuteForm {
    muted: bool,
}

/// Stops mails about the ticket, or lets them come again.
pub(crate) async fn mute(
    state: web::Data<AppState>,
    visitor: Visitor,
    number: web::Path<String>,
    Form(form): Form<MuteForm>,
) -> Page {
    change_ticket(&state, visitor, &number, async move |use_cases, actor, key| {
        use_cases.tickets().mute(&actor, key, form.muted).await
    })
    .await
}

/// How the reporter rates the help.
#[derive(Deserialize)]
pub(crate) struct RatingForm {
    stars: i64,
    #[serde(default)]
    comment: String,
}

/// Rates the help with the ticket.
pub(crate) async fn rate(
    state: web::Data<AppState>,
    visitor: Visitor,
    number: web::Path<String>,
    Form(form): Form<RatingForm>,
) -> Page {
    let comment = typed_text(&form.comment);
    let comment = (!comment.trim().is_empty()).then(|| RatingComment::parse(&comment)).transpose();
    let rating = RateTicket {
        stars: Stars::parse(form.stars).map_err(|_| bad_form())?,
        comment: comment.map_err(|reason| Error::Field { field: "comment", reason })?,
    };
    change_ticket(&state, visitor, &number, async move |use_cases, actor, key| {
        use_cases.tickets().rate(&actor, key, rating).await
    })
    .await
}
