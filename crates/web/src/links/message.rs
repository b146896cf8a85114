use actix_web::http::StatusCode;
use askama::Template;
use deskhand_domain::people::Username;
use deskhand_http_core::problem::ProblemCode;

use crate::door::{Page, Shell, unkept_page};

#[derive(Template)]
#[template(path = "links/message.html")]
struct Message {
    shell: Shell,
    title: String,
    words: Vec<String>,
    /// Who signs in next.
    login: Option<Username>,
}

/// The page after a success.
pub(super) fn done(shell: Shell, title: &str, words: Vec<String>) -> Page {
    message(shell, StatusCode::OK, title, words, None)
}

/// The page after which the person signs in.
pub(super) fn done_to_sign_in(shell: Shell, title: &str, words: &str, login: Username) -> Page {
    let words = vec![shell.say(words)];
    message(shell, StatusCode::OK, title, words, Some(login))
}

/// The page for a link that is not valid, with what to do about it.
pub(super) fn link_invalid(shell: Shell, what_next: &str) -> Page {
    let words = vec![shell.say("link-invalid-words"), shell.say(what_next)];
    message(shell, ProblemCode::LinkInvalid.status(), "link-invalid-title", words, None)
}

fn message(shell: Shell, status: StatusCode, title: &str, words: Vec<String>, login: Option<Username>) -> Page {
    let title = shell.say(title);
    unkept_page(status, &Message { shell, title, words, login })
}
