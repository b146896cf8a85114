use actix_web::{HttpResponse, web};
use deskhand_domain::people::LinkPurpose;
use deskhand_http_core::AppState;
use deskhand_http_core::auth::Origin;
use deskhand_http_core::problem::Problem;

use super::choose_password::{Words, set, show};
use super::link_query::Link;
use super::sent::Sent;

const WORDS: Words = Words {
    purpose: LinkPurpose::ResetPassword,
    action: "reset-password",
    title: "Choose a new password",
    words: "It takes the place of the old one, and signs you out wherever you are signed in.",
    done: &["Your old password does not work any more, and you are signed out everywhere.", "You can close this page."],
    what_next: "Say once more that you forgot your password, and you get another mail.",
};

/// The page behind the link in the mail about a forgotten password.
pub(crate) async fn show_reset_password(state: web::Data<AppState>, link: Link) -> Result<HttpResponse, Problem> {
    show(&state, &WORDS, &link.token).await
}

/// Handles the chosen password.
pub(crate) async fn reset_password(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    form: Sent,
) -> Result<HttpResponse, Problem> {
    set(&state, &WORDS, form, origin).await
}
