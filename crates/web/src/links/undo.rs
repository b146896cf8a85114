use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use deskhand_domain::people::LinkPurpose;
use deskhand_domain::use_cases::Error;
use deskhand_http_core::AppState;
use deskhand_http_core::auth::Origin;
use deskhand_http_core::problem::Problem;

use super::link_query::Link;
use super::message::{done, link_invalid};
use super::page::page;
use super::sent::Sent;

#[derive(Template)]
#[template(path = "links/undo_email_change.html")]
struct UndoPage<'a> {
    token: &'a str,
}

const WHAT_NEXT: &str = "If your account is in the hands of another, ask the people who run the help desk.";

const DONE: &[&str] = &[
    "The account belongs to this address again. Everybody was signed out, and the old password does not work any more.",
    "A mail with a link to choose a new password is on its way.",
];

/// The page behind the link in the mail about a new address.
pub(crate) async fn show_undo_email_change(state: web::Data<AppState>, link: Link) -> Result<HttpResponse, Problem> {
    match state.use_cases.email_links().check(&link.token, &[LinkPurpose::UndoEmailChange]).await {
        Ok(()) => page(StatusCode::OK, &UndoPage { token: &link.token }),
        Err(Error::LinkInvalid) => link_invalid(WHAT_NEXT),
        Err(error) => Err(error.into()),
    }
}

/// Handles the button.
pub(crate) async fn undo_email_change(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    form: Sent,
) -> Result<HttpResponse, Problem> {
    match state
        .change(origin, async move |use_cases| use_cases.email_links().undo_email_change(&form.token).await)
        .await
    {
        Ok(()) => done("The change is undone", DONE),
        Err(Error::LinkInvalid) => link_invalid(WHAT_NEXT),
        Err(error) => Err(error.into()),
    }
}
