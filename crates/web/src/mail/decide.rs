use actix_web::http::StatusCode;
use actix_web::web;
use deskhand_domain::IncomingMailId;
use deskhand_domain::people::EmailAddress;
use deskhand_domain::use_cases::{Error, MailDecision};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;
use serde::Deserialize;

use super::incoming::{Undone, id_of, incoming_page};
use crate::door::{Faults, Form, Page, Visitor, bad_form, refused, see_other};

/// What becomes of a mail, and in whose name it opens a ticket.
#[derive(Deserialize)]
pub(crate) struct DecisionForm {
    decision: String,
    #[serde(default)]
    sender: String,
}

/// Decides what becomes of a mail that is held.
pub(crate) async fn decide_incoming(
    state: web::Data<AppState>,
    visitor: Visitor,
    id: web::Path<String>,
    Form(form): Form<DecisionForm>,
) -> Page {
    let id = id_of(&id)?;
    let mut faults = Faults::default();
    let decision = decision_of(&form, &mut faults)?;
    if !faults.is_empty() {
        return unacceptable(&state, visitor, id, form, faults).await;
    }
    let actor = visitor.caller.actor;
    let decided = state
        .change(visitor.caller.origin.clone(), async move |use_cases| {
            use_cases.incoming_mail().decide_held(Some(&actor), id, &decision).await
        })
        .await;
    match decided {
        Err(error @ Error::Field { .. }) => {
            faults.take(error)?;
            unacceptable(&state, visitor, id, form, faults).await
        }
        decided => after(&state, visitor, id, decided.map(drop)).await,
    }
}

/// Has a mail looked at anew: the program, the settings or the people may have changed since.
pub(crate) async fn retry_incoming(state: web::Data<AppState>, visitor: Visitor, id: web::Path<String>) -> Page {
    let (id, actor) = (id_of(&id)?, visitor.caller.actor);
    let retried = state
        .change(visitor.caller.origin.clone(), async move |use_cases| {
            use_cases.incoming_mail().retry(Some(&actor), id).await
        })
        .await;
    after(&state, visitor, id, retried.map(drop)).await
}

fn decision_of(form: &DecisionForm, faults: &mut Faults) -> Result<MailDecision, Problem> {
    Ok(match form.decision.as_str() {
        "take" => MailDecision::Take,
        "note" => MailDecision::Note,
        "open" => MailDecision::Open { sender: faults.optional("sender", &form.sender, EmailAddress::parse) },
        "follow" => MailDecision::Follow,
        "reject" => MailDecision::Reject,
        _ => return Err(bad_form()),
    })
}

async fn unacceptable(
    state: &AppState,
    visitor: Visitor,
    id: IncomingMailId,
    form: DecisionForm,
    faults: Faults,
) -> Page {
    let undone = Undone { sender: Some(form.sender), faults, notice: None };
    incoming_page(state, visitor, id, StatusCode::UNPROCESSABLE_ENTITY, undone).await
}

async fn after(state: &AppState, visitor: Visitor, id: IncomingMailId, done: Result<(), Error>) -> Page {
    match done {
        Ok(()) => Ok(see_other(&format!("/mail/held/{id}"), None)),
        Err(error) => {
            let words = refused(error, &visitor.shell)?;
            let undone = Undone { notice: Some(words), ..Undone::default() };
            incoming_page(state, visitor, id, StatusCode::CONFLICT, undone).await
        }
    }
}
