use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::people::LinkPurpose;
use deskhand_domain::use_cases::Error;
use deskhand_http_core::AppState;
use deskhand_http_core::auth::Origin;

use super::link_query::Link;
use super::message::{done, link_invalid};
use super::sent::Sent;
use crate::door::{Guest, Page, Shell, unkept_page};

#[derive(Template)]
#[template(path = "links/undo_email_change.html")]
struct UndoPage<'a> {
    shell: Shell,
    token: &'a str,
}

const WHAT_NEXT: &str = "link-undo-next";

/// The page behind the link in the mail about a new address.
pub(crate) async fn show_undo_email_change(state: web::Data<AppState>, Guest(shell): Guest, link: Link) -> Page {
    match state.use_cases.email_links().check(&link.token, &[LinkPurpose::UndoEmailChange]).await {
        Ok(()) => unkept_page(StatusCode::OK, &UndoPage { shell, token: &link.token }),
        Err(Error::LinkInvalid) => link_invalid(shell, WHAT_NEXT),
        Err(error) => Err(error.into()),
    }
}

/// Handles the button.
pub(crate) async fn undo_email_change(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    Guest(shell): Guest,
    form: Sent,
) -> Page {
    let undone =
        state.change(origin, async move |use_cases| use_cases.email_links().undo_email_change(&form.token).await).await;
    match undone {
        Ok(()) => {
            let words = vec![shell.say("link-undo-done-words"), shell.say("link-undo-done-mail")];
            done(shell, "link-undo-done", words)
        }
        Err(Error::LinkInvalid) => link_invalid(shell, WHAT_NEXT),
        Err(error) => Err(error.into()),
    }
}
