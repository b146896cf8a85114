use actix_web::web;
use deskhand_domain::AttachmentId;
use deskhand_domain::permissions::may_remove_files;
use deskhand_domain::use_cases::Error;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Problem, ProblemCode};

use super::show::key_of;
use crate::door::{Confirm, ConfirmForm, Faults, Form, Page, Visitor, see_other};

/// Sends the browser to a link to the file that is good for minutes.
pub(crate) async fn open_file(state: web::Data<AppState>, visitor: Visitor, path: web::Path<(String, String)>) -> Page {
    let (ticket, file) = path.into_inner();
    let link = state.use_cases.files().link(&visitor.caller.actor, key_of(&ticket)?, id_of(&file)?).await?;
    Ok(see_other(&format!("/f/{}", link.token.reveal()), None))
}

/// Names the file that goes.
pub(crate) async fn show_remove_file(
    state: web::Data<AppState>,
    visitor: Visitor,
    path: web::Path<(String, String)>,
) -> Page {
    let (ticket, file) = path.into_inner();
    confirm(&state, &visitor, &ticket, id_of(&file)?).await?.show()
}

/// Removes a file for good: its message stays.
pub(crate) async fn remove_file(
    state: web::Data<AppState>,
    visitor: Visitor,
    path: web::Path<(String, String)>,
    Form(form): Form<ConfirmForm>,
) -> Page {
    let (ticket, file) = path.into_inner();
    let (key, id, actor) = (key_of(&ticket)?, id_of(&file)?, visitor.caller.actor);
    let mut page = confirm(&state, &visitor, &ticket, id).await?;
    if !page.accepts(&form) {
        return page.again();
    }
    let removing = state
        .change(visitor.caller.origin.clone(), async move |use_cases| use_cases.files().remove(&actor, key, id).await);
    let done = removing.await;
    let next = page.back.clone();
    page.answer(done, &next)
}

/// The page before the deed, for those who may do it.
async fn confirm(state: &AppState, visitor: &Visitor, ticket: &str, id: AttachmentId) -> Result<Confirm, Problem> {
    let (key, actor) = (key_of(ticket)?, &visitor.caller.actor);
    let detail = state.use_cases.tickets().show(actor, key).await?;
    may_remove_files(actor).map_err(Error::from)?;
    let file = state.use_cases.files().find(actor, key, id).await?.attachment;
    let (number, shell) = (detail.view.ticket.number, visitor.shell.clone());
    let back = format!("/tickets/{number}");
    Ok(Confirm {
        title: shell.say1("file-remove-title", "name", file.name.as_str()),
        words: vec![
            shell.say1("ticket-delete-which", "title", &detail.view.ticket.title),
            shell.say("file-remove-words"),
        ],
        wanted: number.to_string(),
        action: format!("{back}/files/{id}/remove"),
        back,
        version: detail.seen.version,
        faults: Faults::default(),
        notice: None,
        shell,
    })
}

fn id_of(text: &str) -> Result<AttachmentId, Problem> {
    text.parse().map_err(|_| Problem::new(ProblemCode::NotFound))
}
