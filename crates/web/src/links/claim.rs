use actix_web::{HttpResponse, web};
use deskhand_domain::people::LinkPurpose;
use deskhand_http_core::AppState;
use deskhand_http_core::auth::Origin;
use deskhand_http_core::problem::Problem;

use super::choose_password::{Words, set, show};
use super::link_query::Link;
use super::sent::Sent;

const WORDS: Words = Words {
    purpose: LinkPurpose::ClaimAccount,
    action: "claim",
    title: "Take the account over",
    words: "Choose a new password. The account with your address is yours then, and the mail that waits is taken in.",
    done: &["From now on you sign in with your e-mail address and this password.", "You can close this page."],
    what_next: "Say that you forgot your password, with your address, and you get another mail.",
};

/// The page behind the link in the answer to a mail from an address that was never verified.
pub(crate) async fn show_claim_account(state: web::Data<AppState>, link: Link) -> Result<HttpResponse, Problem> {
    show(&state, &WORDS, &link.token).await
}

/// Handles the chosen password.
pub(crate) async fn claim_account(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    form: Sent,
) -> Result<HttpResponse, Problem> {
    set(&state, &WORDS, form, origin).await
}
