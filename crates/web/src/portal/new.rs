use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::ticket::{MessageBody, Priority, Title};
use deskhand_domain::use_cases::{DraftKey, OpenTicket, TicketDetail};
use deskhand_http_core::AppState;
use serde::Deserialize;
use tracing_actix_web::RequestId;

use crate::door::{Faults, Files, FormWithFiles, Once, Page, Shell, Visitor, page, refused, see_other};
use crate::drafts;
use crate::parts::typed_text;

#[derive(Template)]
#[template(path = "portal/new.html")]
struct NewPage<'a> {
    shell: Shell,
    form: &'a NewForm,
    /// When the words of the form were kept as a draft; empty where they were not.
    saved: String,
    files: Files,
    faults: Faults,
    notice: Option<String>,
}

/// The fields of the form.
#[derive(Deserialize)]
pub(crate) struct NewForm {
    title: String,
    description: String,
    /// When the draft was kept that these words were, as the page compares it.
    #[serde(default)]
    draft: String,
    /// Tells the page of this form from others.
    #[serde(default)]
    once: String,
}

/// The form.
pub(crate) async fn show_new_request(
    state: web::Data<AppState>,
    Visitor { caller, shell }: Visitor,
    asked: RequestId,
) -> Page {
    let kept = drafts::kept(&state, &caller.actor, DraftKey::NewTicket).await?;
    page(
        StatusCode::OK,
        &NewPage {
            shell,
            form: &NewForm { title: kept.title, description: kept.text, draft: String::new(), once: asked.to_string() },
            saved: kept.saved,
            files: Files::default(),
            faults: Faults::default(),
            notice: None,
        },
    )
}

/// Opens the ticket.
pub(crate) async fn open_request(
    state: web::Data<AppState>,
    Visitor { caller, shell }: Visitor,
    FormWithFiles { fields: form, files, refused: file_refused, is_of_another }: FormWithFiles<NewForm>,
) -> Page {
    let again = |status, faults, notice| {
        let (shell, files) = (shell.clone(), files.clone());
        page(status, &NewPage { shell, form: &form, saved: String::new(), files, faults, notice })
    };
    if is_of_another {
        return again(StatusCode::CONFLICT, Faults::default(), Some(shell.say("refusal-another-person")));
    }
    if let Some(error) = file_refused {
        let words = refused(error, &shell)?;
        return again(StatusCode::CONFLICT, Faults::default(), Some(words));
    }
    let mut faults = Faults::default();
    let title = faults.accept("title", Title::parse(&form.title));
    let description = faults.accept("description", MessageBody::parse(&typed_text(&form.description)));
    let (Some(title), Some(description)) = (title, description) else {
        return again(StatusCode::UNPROCESSABLE_ENTITY, faults, None);
    };
    let command = OpenTicket {
        title,
        description,
        priority: Priority::Low,
        follow_up_of: None,
        attachments: files.ids(),
        editor: Some(drafts::editor(&form.draft)),
        mail: None,
    };
    let (actor, origin) = (caller.actor, caller.origin.clone());
    let says: Vec<_> = ["open", &form.title, &form.description].into_iter().chain(files.content()).collect();
    let once = Once::new(&state.use_cases, actor.id, &form.once, &says)?;
    let opening = state.change(origin, async move |use_cases| {
        let number = |opened: &TicketDetail| Some(opened.view.ticket.number.to_string());
        Once::done(use_cases.tickets().open_with(&actor, command, &once.execution(&number)).await?, number)
    });
    match opening.await {
        Ok((number, is_new)) => {
            if is_new {
                state.metrics.ticket_opened();
            }
            Ok(see_other(&format!("/tickets/{number}"), None))
        }
        Err(error) => {
            let words = refused(error, &shell)?;
            again(StatusCode::CONFLICT, Faults::default(), Some(words))
        }
    }
}
