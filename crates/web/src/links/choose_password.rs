use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use deskhand_domain::Invalid;
use deskhand_domain::people::{LinkPurpose, Password};
use deskhand_domain::ports::SecretToken;
use deskhand_domain::use_cases::{Error, Origin, ResetPassword};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::message::{done, link_invalid};
use super::page::page;
use super::sent::Sent;

/// The texts in which the pages that set a password differ.
pub(super) struct Words {
    pub(super) purpose: LinkPurpose,
    /// The last segment of the page's own path: relative, so that it works behind every proxy.
    pub(super) action: &'static str,
    pub(super) title: &'static str,
    pub(super) words: &'static str,
    pub(super) done: &'static [&'static str],
    pub(super) what_next: &'static str,
}

#[derive(Template)]
#[template(path = "links/choose_password.html")]
struct ChoosePassword<'a> {
    action: &'a str,
    title: &'a str,
    words: &'a str,
    token: &'a str,
    wrong: Option<String>,
    min: usize,
    classes: bool,
    max: usize,
}

/// Shows the form for a valid link.
pub(super) async fn show(state: &AppState, words: &Words, token: &str) -> Result<HttpResponse, Problem> {
    match state.use_cases.email_links().check(token, &[words.purpose]).await {
        Ok(()) => form(state, words, token, None),
        Err(Error::LinkInvalid) => link_invalid(words.what_next),
        Err(error) => Err(error.into()),
    }
}

/// Sets the password, or shows the form again with what is wrong.
pub(super) async fn set(state: &AppState, words: &Words, sent: Sent, origin: Origin) -> Result<HttpResponse, Problem> {
    // Before the password: correcting one is useless for a link that is not valid any more.
    if let Err(Error::LinkInvalid) = state.use_cases.email_links().check(&sent.token, &[words.purpose]).await {
        return link_invalid(words.what_next);
    }
    let password = match Password::parse(&sent.password) {
        Ok(password) => password,
        Err(reason) => return form(state, words, &sent.token, Some(reason)),
    };
    let command = ResetPassword { token: SecretToken::new(sent.token.clone()), password };
    match state.use_cases.from_origin(origin).email_links().reset_password(command).await {
        Ok(()) => done("Your password is set", words.done),
        Err(Error::Field { reason, .. }) => form(state, words, &sent.token, Some(reason)),
        Err(Error::LinkInvalid) => link_invalid(words.what_next),
        Err(error) => Err(error.into()),
    }
}

fn form(state: &AppState, words: &Words, token: &str, wrong: Option<Invalid>) -> Result<HttpResponse, Problem> {
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let classes = state.use_cases.rules().workflow.password_classes;
    let template = ChoosePassword {
        action: words.action,
        title: words.title,
        words: words.words,
        token,
        wrong: wrong.map(|reason| reason.to_string()),
        min: if classes { Password::MIN_WITH_CLASSES } else { Password::MIN },
        classes,
        max: Password::MAX,
    };
    page(status, &template)
}
