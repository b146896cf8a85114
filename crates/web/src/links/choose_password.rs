use actix_web::http::StatusCode;
use askama::Template;
use deskhand_domain::people::{LinkPurpose, Password};
use deskhand_domain::ports::SecretToken;
use deskhand_domain::use_cases::{Error, Origin, ResetPassword};
use deskhand_http_core::AppState;

use super::message::{done_to_sign_in, link_invalid};
use super::sent::Sent;
use crate::door::{Faults, Page, Shell, unkept_page};
use crate::parts::password_minimum;

/// In what the pages that set a password differ: the ids of their texts, and where their form goes.
pub(super) struct Words {
    pub(super) purpose: LinkPurpose,
    /// The last segment of the page's own path: relative, so that it works behind every proxy.
    pub(super) action: &'static str,
    pub(super) title: &'static str,
    pub(super) words: &'static str,
    pub(super) done: &'static str,
    pub(super) what_next: &'static str,
}

#[derive(Template)]
#[template(path = "links/choose_password.html")]
struct ChoosePassword<'a> {
    shell: Shell,
    words: &'a Words,
    token: &'a str,
    min: usize,
    classes: bool,
    max: usize,
    faults: Faults,
}

/// Shows the form for a valid link.
pub(super) async fn show(state: &AppState, shell: Shell, words: &Words, token: &str) -> Page {
    match state.use_cases.email_links().check(token, &[words.purpose]).await {
        Ok(()) => form(state, shell, words, token, Faults::default()),
        Err(Error::LinkInvalid) => link_invalid(shell, words.what_next),
        Err(error) => Err(error.into()),
    }
}

/// Sets the password, or shows the form again with what is wrong.
pub(super) async fn set(state: &AppState, shell: Shell, words: &Words, sent: Sent, origin: Origin) -> Page {
    // Before the password: correcting one is useless for a link that is not valid any more.
    if let Err(Error::LinkInvalid) = state.use_cases.email_links().check(&sent.token, &[words.purpose]).await {
        return link_invalid(shell, words.what_next);
    }
    let mut faults = Faults::default();
    let Some(password) = faults.accept("password", Password::parse(&sent.password)) else {
        return form(state, shell, words, &sent.token, faults);
    };
    let command = ResetPassword { token: SecretToken::new(sent.token.clone()), password };
    match state.use_cases.from_origin(origin).email_links().reset_password(command).await {
        Ok(login) => done_to_sign_in(shell, "link-password-set", words.done, login),
        Err(Error::LinkInvalid) => link_invalid(shell, words.what_next),
        Err(error) => {
            faults.take(error)?;
            form(state, shell, words, &sent.token, faults)
        }
    }
}

fn form(state: &AppState, shell: Shell, words: &Words, token: &str, faults: Faults) -> Page {
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let rules = &state.use_cases.rules().workflow;
    let (min, classes, max) = (password_minimum(rules), rules.password_classes, Password::MAX);
    unkept_page(status, &ChoosePassword { shell, words, token, min, classes, max, faults })
}
