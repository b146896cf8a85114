use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use deskhand_domain::use_cases::Error;
use deskhand_http_core::AppState;
use deskhand_http_core::auth::Origin;
use deskhand_http_core::problem::Problem;

use super::link_query::Link;
use super::message::{done, link_invalid};
use super::page::page;

#[derive(Template)]
#[template(path = "links/mute.html")]
struct Mute;

const WHAT_NEXT: &str = "Open the link in the mail again, or mute the ticket where you sign in.";

/// The page behind the link that stops mails about a ticket.
pub(crate) async fn show_mute(state: web::Data<AppState>, link: Link) -> Result<HttpResponse, Problem> {
    match state.use_cases.tickets().check_mute_link(&link.token) {
        Ok(()) => page(StatusCode::OK, &Mute),
        Err(Error::LinkInvalid) => link_invalid(WHAT_NEXT),
        Err(error) => Err(error.into()),
    }
}

/// Handles the button, and the one press in a mail program (RFC 8058). All that is needed is in the URL: mail providers send a body
/// of either form type, which says nothing more.
pub(crate) async fn mute_by_link(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    link: Link,
) -> Result<HttpResponse, Problem> {
    let token = link.into_inner().token;
    let muted = state.change(origin, async move |use_cases| use_cases.tickets().mute_by_link(&token).await).await;
    match muted {
        Ok(()) => done(
            "No more mails about this ticket",
            &["You can still read it where you sign in.", "You can close this page."],
        ),
        Err(Error::LinkInvalid) => link_invalid(WHAT_NEXT),
        Err(error) => Err(error.into()),
    }
}
