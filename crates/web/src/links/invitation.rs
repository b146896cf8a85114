use actix_web::{HttpResponse, web};
use deskhand_domain::people::LinkPurpose;
use deskhand_http_core::AppState;
use deskhand_http_core::auth::Origin;
use deskhand_http_core::problem::Problem;

use super::choose_password::{Words, set, show};
use super::link_query::Link;
use super::sent::Sent;

const WORDS: Words = Words {
    purpose: LinkPurpose::AcceptInvitation,
    action: "accept-invitation",
    title: "Welcome to the help desk",
    words: "Choose a password, and the account that was made for you is yours.",
    done: &["From now on you sign in with your e-mail address and this password.", "You can close this page."],
    what_next: "Say that you forgot your password, with the address that the invitation went to, and you get another mail.",
};

/// The page behind the link in an invitation.
pub(crate) async fn show_accept_invitation(state: web::Data<AppState>, link: Link) -> Result<HttpResponse, Problem> {
    show(&state, &WORDS, &link.token).await
}

/// Handles the chosen password.
pub(crate) async fn accept_invitation(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    form: Sent,
) -> Result<HttpResponse, Problem> {
    set(&state, &WORDS, form, origin).await
}
