use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use deskhand_http_core::problem::{Problem, ProblemCode};

use super::page::page;

#[derive(Template)]
#[template(path = "links/message.html")]
struct Message<'a> {
    title: &'a str,
    words: &'a [&'a str],
}

/// The page after a success.
pub(super) fn done(title: &str, words: &[&str]) -> Result<HttpResponse, Problem> {
    page(StatusCode::OK, &Message { title, words })
}

/// The page for a link that is not valid, with what to do about it.
pub(super) fn link_invalid(what_next: &str) -> Result<HttpResponse, Problem> {
    let words = ["It was used already, it is too old, or a later mail brought another one in its place.", what_next];
    page(ProblemCode::LinkInvalid.status(), &Message { title: "This link is not good any more", words: &words })
}
