use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use deskhand_domain::Invalid;
use deskhand_domain::people::{LinkPurpose, Password};
use deskhand_domain::use_cases::Error;

use super::message::{done, link_invalid};
use super::page::page;
use super::sent::Sent;
use crate::Desk;
use crate::problem::Problem;

/// The two pages that set a password differ in their words.
pub(super) struct Words {
    pub(super) purpose: LinkPurpose,
    /// The last part of the page's own address: wherever a proxy puts the service, it leads back here.
    pub(super) action: &'static str,
    pub(super) title: &'static str,
    pub(super) words: &'static str,
    pub(super) done: &'static [&'static str],
    pub(super) what_next: &'static str,
}

#[derive(Template)]
#[template(path = "pages/choose_password.html")]
struct ChoosePassword<'a> {
    action: &'a str,
    title: &'a str,
    words: &'a str,
    token: &'a str,
    wrong: Option<String>,
    min: usize,
    max: usize,
}

/// Shows the form, for a link that is good.
pub(super) async fn show(desk: &Desk, words: &Words, token: &str) -> Result<HttpResponse, Problem> {
    match desk.use_cases.email_links().check(token, &[words.purpose]).await {
        Ok(()) => form(words, token, None),
        Err(Error::LinkInvalid) => link_invalid(words.what_next),
        Err(error) => Err(error.into()),
    }
}

/// Sets the password, or shows the form again with what is wrong.
pub(super) async fn set(desk: &Desk, words: &Words, sent: &Sent) -> Result<HttpResponse, Problem> {
    // Before the password: nobody should mend one for a link that is not good any more.
    if let Err(Error::LinkInvalid) = desk.use_cases.email_links().check(&sent.token, &[words.purpose]).await {
        return link_invalid(words.what_next);
    }
    let password = match Password::parse(&sent.password) {
        Ok(password) => password,
        Err(reason) => return form(words, &sent.token, Some(reason)),
    };
    match desk.use_cases.email_links().reset_password(&sent.token, password).await {
        Ok(()) => done("Your password is set", words.done),
        Err(Error::Field { reason, .. }) => form(words, &sent.token, Some(reason)),
        Err(Error::LinkInvalid) => link_invalid(words.what_next),
        Err(error) => Err(error.into()),
    }
}

fn form(words: &Words, token: &str, wrong: Option<Invalid>) -> Result<HttpResponse, Problem> {
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let template = ChoosePassword {
        action: words.action,
        title: words.title,
        words: words.words,
        token,
        wrong: wrong.map(|reason| reason.to_string()),
        min: Password::MIN,
        max: Password::MAX,
    };
    page(status, &template)
}
