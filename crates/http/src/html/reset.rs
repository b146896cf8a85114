use actix_web::{HttpResponse, get, post, web};
use deskhand_domain::people::LinkPurpose;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::choose_password::{Words, set, show};
use super::link_query::Link;
use super::sent::Sent;
use crate::extract::Origin;

const WORDS: Words = Words {
    purpose: LinkPurpose::ResetPassword,
    action: "reset-password",
    title: "Choose a new password",
    words: "It takes the place of the old one, and signs you out wherever you are signed in.",
    done: &["Your old password does not work any more, and you are signed out everywhere.", "You can close this page."],
    what_next: "Say once more that you forgot your password, and you get another mail.",
};

/// The page behind the link in the mail about a forgotten password.
#[utoipa::path(
    tag = "pages",
    params(("token" = Option<String>, Query, description = "From the mail.")),
    responses((status = 200, description = "A form."))
)]
#[get("/account/reset-password")]
pub(crate) async fn show_reset_password(state: web::Data<AppState>, link: Link) -> Result<HttpResponse, Problem> {
    show(&state, &WORDS, &link.token).await
}

/// Handles the chosen password.
#[utoipa::path(tag = "pages", responses((status = 200, description = "It is done.")))]
#[post("/account/reset-password")]
pub(crate) async fn reset_password(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    form: Sent,
) -> Result<HttpResponse, Problem> {
    set(&state, &WORDS, form, origin).await
}
