use actix_web::HttpResponse;
use actix_web::http::header::HeaderMap;
use actix_web::http::{ConnectionType, StatusCode};
use askama::Template;
use deskhand_http_core::problem::{Problem, ProblemCode};

use super::page::page;

#[derive(Template)]
#[template(path = "pages/message.html")]
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

/// A problem as a page. It keeps the status and the headers of the JSON answer.
pub(crate) fn problem_page(problem: &Problem, request_id: &str) -> HttpResponse {
    let answer = problem.to_response(Some(request_id));
    let status = answer.status();
    let advice = match status.is_server_error() {
        true => format!("Please try again in a moment. If it stays so, tell whoever runs the help desk: {request_id}"),
        false => "Please open the link in the mail again.".to_owned(),
    };
    let message = Message { title: problem.title(), words: &[problem.words(), &advice] };
    match page(status, &message) {
        Ok(mut page) => {
            keep_headers(answer.headers(), page.headers_mut());
            if answer.head().connection_type() == ConnectionType::Close {
                page.head_mut().set_connection_type(ConnectionType::Close);
            }
            page
        }
        Err(_) => answer,
    }
}

fn keep_headers(from: &HeaderMap, to: &mut HeaderMap) {
    for (name, value) in from {
        if !to.contains_key(name) {
            to.insert(name.clone(), value.clone());
        }
    }
}
