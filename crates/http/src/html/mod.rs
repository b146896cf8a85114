//! Pages for people: what is behind the links in their mails. Plain forms, without scripts; only a press of the button
//! uses a link up, for mail programs look at links before their readers do. Their problems are pages, too.

mod choose_password;
mod invitation;
mod message;
mod page;
mod reset;
mod sent;
mod verify;

use actix_web::web;
use serde::Deserialize;

pub(crate) use invitation::{accept_invitation, show_accept_invitation};
pub(crate) use message::problem_page;
pub(crate) use page::STYLE;
pub(crate) use reset::{reset_password, show_reset_password};
pub(crate) use verify::{show_verify_email, verify_email};

/// What a link says. Whatever else tracking programs add to it is nobody's business here.
#[derive(Deserialize)]
pub(crate) struct LinkQuery {
    #[serde(default)]
    token: String,
}

// By this name, so that utoipa looks for no schema: pages are in no document.
type Link = web::Query<LinkQuery>;
