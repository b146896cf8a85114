use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::PersonId;
use deskhand_domain::assignment::EngineerLoad;
use deskhand_domain::people::PersonRef;
use deskhand_domain::ticket::TicketNumber;
use deskhand_domain::use_cases::AssignmentView;
use deskhand_http_core::AppState;

use super::show::key_of;
use crate::door::{Page, Shell, Visitor, page};

#[derive(Template)]
#[template(path = "ticket/why.html")]
struct WhyPage {
    shell: Shell,
    number: TicketNumber,
    title: String,
    view: AssignmentView,
    chosen: Option<PersonRef>,
    candidates: Vec<(PersonRef, EngineerLoad)>,
    excluded: Vec<(PersonRef, String)>,
}

/// Who has the ticket, and why: the candidates with their loads, and who was excluded for what reason.
pub(crate) async fn show_why(
    state: web::Data<AppState>,
    Visitor { caller, shell }: Visitor,
    number: web::Path<String>,
) -> Page {
    let key = key_of(&number)?;
    let ticket = state.use_cases.tickets().show(&caller.actor, key).await?.view.ticket;
    let view = state.use_cases.tickets().explain_assignment(&caller.actor, key).await?;
    let person = |id: PersonId| view.people.iter().find(|person| person.id == id).cloned();
    let decision = &view.decision;
    let candidates = decision.candidates.iter().filter_map(|load| Some((person(load.id)?, load.clone())));
    let reasons = decision.excluded.iter().filter_map(|(id, why)| Some((person(*id)?, shell.word("excluded", why))));
    page(
        StatusCode::OK,
        &WhyPage {
            number: ticket.number,
            title: ticket.title.to_string(),
            chosen: decision.chosen.and_then(person),
            candidates: candidates.collect(),
            excluded: reasons.collect(),
            shell,
            view,
        },
    )
}
