use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::people::LinkPurpose;
use deskhand_domain::use_cases::Error;
use deskhand_http_core::AppState;
use deskhand_http_core::auth::Origin;

use super::link_query::Link;
use super::message::{done_to_sign_in, link_invalid};
use super::sent::Sent;
use crate::door::{Guest, Page, Shell, unkept_page};

#[derive(Template)]
#[template(path = "links/verify_email.html")]
struct VerifyEmail<'a> {
    shell: Shell,
    token: &'a str,
}

const WHAT_NEXT: &str = "link-verify-next";

/// The page behind the link in a verification mail.
pub(crate) async fn show_verify_email(state: web::Data<AppState>, Guest(shell): Guest, link: Link) -> Page {
    match state.use_cases.email_links().check(&link.token, &[LinkPurpose::VerifyEmail]).await {
        Ok(()) => unkept_page(StatusCode::OK, &VerifyEmail { shell, token: &link.token }),
        Err(Error::LinkInvalid) => link_invalid(shell, WHAT_NEXT),
        Err(error) => Err(error.into()),
    }
}

/// Handles the button.
pub(crate) async fn verify_email(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    Guest(shell): Guest,
    form: Sent,
) -> Page {
    let verified =
        state.change(origin, async move |use_cases| use_cases.email_links().verify_email(&form.token).await).await;
    match verified {
        Ok(login) => done_to_sign_in(shell, "link-verify-done", "link-verify-done-words", login),
        Err(Error::LinkInvalid) => link_invalid(shell, WHAT_NEXT),
        Err(error) => Err(error.into()),
    }
}
