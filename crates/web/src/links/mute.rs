use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::use_cases::Error;
use deskhand_http_core::AppState;
use deskhand_http_core::auth::Origin;

use super::link_query::Link;
use super::message::{done, link_invalid};
use crate::door::{Guest, Page, Shell, unkept_page};

#[derive(Template)]
#[template(path = "links/mute.html")]
struct Mute {
    shell: Shell,
}

const WHAT_NEXT: &str = "link-mute-next";

/// The page behind the link that stops mails about a ticket.
pub(crate) async fn show_mute(state: web::Data<AppState>, Guest(shell): Guest, link: Link) -> Page {
    match state.use_cases.tickets().check_mute_link(&link.token) {
        Ok(()) => unkept_page(StatusCode::OK, &Mute { shell }),
        Err(Error::LinkInvalid) => link_invalid(shell, WHAT_NEXT),
        Err(error) => Err(error.into()),
    }
}

/// Handles the button, and the one press in a mail program (RFC 8058). All that is needed is in the URL: mail providers send a body
/// of either form type, which says nothing more.
pub(crate) async fn mute_by_link(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    Guest(shell): Guest,
    link: Link,
) -> Page {
    let token = link.into_inner().token;
    let muted = state.change(origin, async move |use_cases| use_cases.tickets().mute_by_link(&token).await).await;
    match muted {
        Ok(()) => {
            let words = vec![shell.say("link-mute-done-words"), shell.say("link-close-page")];
            done(shell, "link-mute-done", words)
        }
        Err(Error::LinkInvalid) => link_invalid(shell, WHAT_NEXT),
        Err(error) => Err(error.into()),
    }
}
