use actix_web::web;
use deskhand_domain::people::LinkPurpose;
use deskhand_http_core::AppState;
use deskhand_http_core::auth::Origin;

use super::choose_password::{Words, set, show};
use super::link_query::Link;
use super::sent::Sent;
use crate::door::{Guest, Page};

const WORDS: Words = Words {
    purpose: LinkPurpose::ClaimAccount,
    action: "claim",
    title: "link-claim-title",
    words: "link-claim-words",
    done: "link-password-done",
    what_next: "link-claim-next",
};

/// The page behind the link in the answer to a mail from an address that was never verified.
pub(crate) async fn show_claim_account(state: web::Data<AppState>, Guest(shell): Guest, link: Link) -> Page {
    show(&state, shell, &WORDS, &link.token).await
}

/// Handles the chosen password.
pub(crate) async fn claim_account(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    Guest(shell): Guest,
    form: Sent,
) -> Page {
    set(&state, shell, &WORDS, form, origin).await
}
