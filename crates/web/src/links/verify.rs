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
#[template(path = "links/verify_email.html")]
struct VerifyEmail<'a> {
    token: &'a str,
}

const WHAT_NEXT: &str = "If your address still waits to be confirmed, ask for another mail where you signed up.";

/// The page behind the link in a verification mail.
pub(crate) async fn show_verify_email(state: web::Data<AppState>, link: Link) -> Result<HttpResponse, Problem> {
    match state.use_cases.email_links().check(&link.token, &[LinkPurpose::VerifyEmail]).await {
        Ok(()) => page(StatusCode::OK, &VerifyEmail { token: &link.token }),
        Err(Error::LinkInvalid) => link_invalid(WHAT_NEXT),
        Err(error) => Err(error.into()),
    }
}

/// Handles the button.
pub(crate) async fn verify_email(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    form: Sent,
) -> Result<HttpResponse, Problem> {
    let verified =
        state.change(origin, async move |use_cases| use_cases.email_links().verify_email(&form.token).await).await;
    match verified {
        Ok(()) => done("Your address is confirmed", &["Thank you. You can close this page."]),
        Err(Error::LinkInvalid) => link_invalid(WHAT_NEXT),
        Err(error) => Err(error.into()),
    }
}
