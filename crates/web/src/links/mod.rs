//! The pages behind the links in mails and behind the types of problems. Plain forms without scripts; only the button uses a link, because mail programs open links before
//! their readers do.

mod choose_password;
mod claim;
mod invitation;
mod link_query;
mod message;
mod mute;
mod problem_types;
mod rate;
mod reset;
mod sent;
mod solved;
mod undo;
mod verify;

pub(crate) use claim::{claim_account, show_claim_account};
pub(crate) use invitation::{accept_invitation, show_accept_invitation};
pub(crate) use mute::{mute_by_link, show_mute};
pub(crate) use problem_types::{explain_problem, list_problems};
pub(crate) use rate::{rate_by_link, show_rate};
pub(crate) use reset::{reset_password, show_reset_password};
pub(crate) use sent::form_config;
pub(crate) use solved::{answer_solved, show_solved};
pub(crate) use undo::{show_undo_email_change, undo_email_change};
pub(crate) use verify::{show_verify_email, verify_email};
