use actix_web::web;
use deskhand_domain::ports::TicketKey;
use deskhand_domain::ticket::TicketAction;
use deskhand_domain::use_cases::{BasedOn, Error};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::show::key_of;
use super::view::answer_of;
use crate::door::{Confirm, ConfirmForm, Faults, Form, Page, Visitor};

/// Names what goes with a ticket.
pub(crate) async fn show_delete(state: web::Data<AppState>, visitor: Visitor, number: web::Path<String>) -> Page {
    confirm(&state, &visitor, key_of(&number)?).await?.show()
}

/// Deletes a ticket with its conversation.
pub(crate) async fn delete_ticket(
    state: web::Data<AppState>,
    visitor: Visitor,
    number: web::Path<String>,
    Form(form): Form<ConfirmForm>,
) -> Page {
    let key = key_of(&number)?;
    let mut page = confirm(&state, &visitor, key).await?;
    if !page.accepts(&form) {
        return page.again();
    }
    let actor = visitor.caller.actor;
    let deleted = state
        .change(visitor.caller.origin.clone(), async move |use_cases| {
            use_cases.tickets().delete(&actor, key, BasedOn::OneOf(vec![form.version])).await
        })
        .await;
    page.answer(deleted, "/inbox")
}

/// The page before the deed, for those who may do it.
async fn confirm(state: &AppState, visitor: &Visitor, key: TicketKey) -> Result<Confirm, Problem> {
    let detail = state.use_cases.tickets().show(&visitor.caller.actor, key).await?;
    answer_of(&detail, TicketAction::Delete).map_err(Error::from)?;
    let (ticket, shell) = (&detail.view.ticket, visitor.shell.clone());
    let path = format!("/tickets/{}", ticket.number);
    Ok(Confirm {
        title: shell.say1("ticket-delete-title", "number", format!("#{}", ticket.number)),
        words: vec![shell.say1("ticket-delete-which", "title", &ticket.title), shell.say("ticket-delete-words")],
        wanted: ticket.number.to_string(),
        action: format!("{path}/delete"),
        back: path,
        version: detail.seen.version,
        faults: Faults::default(),
        notice: None,
        shell,
    })
}
