use actix_web::{HttpResponse, get, post, web};
use deskhand_domain::people::LinkPurpose;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::choose_password::{Words, set, show};
use super::link_query::Link;
use super::sent::Sent;
use crate::extract::Origin;

const WORDS: Words = Words {
    purpose: LinkPurpose::AcceptInvitation,
    action: "accept-invitation",
    title: "Welcome to the help desk",
    words: "Choose a password, and the account that was made for you is yours.",
    done: &["From now on you sign in with your e-mail address and this password.", "You can close this page."],
    what_next: "Say that you forgot your password, with the address that the invitation went to, and you get another mail.",
};

/// The page behind the link in an invitation.
#[utoipa::path(
    tag = "pages",
    params(("token" = Option<String>, Query, description = "From the mail.")),
    responses((status = 200, description = "A form."))
)]
#[get("/account/accept-invitation")]
pub(crate) async fn show_accept_invitation(state: web::Data<AppState>, link: Link) -> Result<HttpResponse, Problem> {
    show(&state, &WORDS, &link.token).await
}

/// Handles the chosen password.
#[utoipa::path(tag = "pages", responses((status = 200, description = "It is done.")))]
#[post("/account/accept-invitation")]
pub(crate) async fn accept_invitation(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    form: Sent,
) -> Result<HttpResponse, Problem> {
    set(&state, &WORDS, form, origin).await
}
