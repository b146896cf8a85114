use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::ticket::{MessageBody, Priority, Title};
use deskhand_domain::use_cases::OpenTicket;
use deskhand_http_core::AppState;
use serde::Deserialize;

use crate::door::{Faults, Form, Page, Shell, Visitor, page, see_other};
use crate::drafts;
use crate::parts::typed_text;

#[derive(Template)]
#[template(path = "portal/new.html")]
struct NewPage<'a> {
    shell: Shell,
    form: &'a NewForm,
    faults: Faults,
}

/// The fields of the form.
#[derive(Deserialize)]
pub(crate) struct NewForm {
    title: String,
    description: String,
}

/// The form.
pub(crate) async fn show_new_request(state: web::Data<AppState>, Visitor { caller, shell }: Visitor) -> Page {
    let (title, description) = drafts::kept_new(&state, &caller.actor).await?;
    page(StatusCode::OK, &NewPage { shell, form: &NewForm { title, description }, faults: Faults::default() })
}

/// Opens the ticket.
pub(crate) async fn open_request(
    state: web::Data<AppState>,
    Visitor { caller, shell }: Visitor,
    Form(form): Form<NewForm>,
) -> Page {
    let mut faults = Faults::default();
    let title = faults.accept("title", Title::parse(&form.title));
    let description = faults.accept("description", MessageBody::parse(&typed_text(&form.description)));
    let (Some(title), Some(description)) = (title, description) else {
        return page(StatusCode::UNPROCESSABLE_ENTITY, &NewPage { shell, form: &form, faults });
    };
    let command =
        OpenTicket { title, description, priority: Priority::Low, follow_up_of: None, attachments: vec![], mail: None };
    let opened = state
        .change(caller.origin.clone(), async move |use_cases| use_cases.tickets().open(&caller.actor, command).await)
        .await?;
    state.metrics.ticket_opened();
    Ok(see_other(&format!("/tickets/{}", opened.view.ticket.number), None))
}
