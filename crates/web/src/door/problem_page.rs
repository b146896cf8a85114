use actix_web::HttpResponse;
use actix_web::http::header::HeaderMap;
use actix_web::http::{ConnectionType, StatusCode};
use askama::Template;
use deskhand_domain::people::Language;
use deskhand_http_core::Asked;
use deskhand_http_core::problem::{Problem, ProblemCode};
use url::form_urlencoded;

use super::page::{see_other, unkept_page};
use super::shell::Shell;
use crate::words::{Words, preferred};

#[derive(Template)]
#[template(path = "shared/problem.html")]
struct ProblemPage<'a> {
    shell: Shell,
    title: String,
    words: String,
    advice: Option<&'static str>,
    request_id: Option<&'a str>,
}

/// A problem as a page. It keeps the status and the headers of the JSON answer. Who is not signed in gets to the page for that, and back;
/// who needs a second factor to the page where it is set up.
pub(crate) fn problem_page(problem: &Problem, asked: &Asked) -> HttpResponse {
    if asked.is_read && problem.code() == ProblemCode::Unauthenticated {
        let next: String = form_urlencoded::byte_serialize(asked.target().as_bytes()).collect();
        let path = if asked.target() == "/" { "/sign-in".to_owned() } else { format!("/sign-in?next={next}") };
        return see_other(&path, None);
    }
    if asked.is_read && problem.code() == ProblemCode::SecondFactorRequired {
        return see_other("/account/second-factor", None);
    }
    let answer = problem.to_response(Some(&asked.request_id));
    let status = answer.status();
    let language = asked.language.or_else(|| preferred(asked.languages())).unwrap_or(Language::English);
    let mut shell = Shell::bare(Words::chosen(language, Some(asked.languages())), asked.public_path());
    shell.look = asked.look.unwrap_or_default();
    let template = ProblemPage {
        title: title(problem, &shell),
        words: words(problem, &shell),
        advice: advice(problem, status),
        request_id: status.is_server_error().then_some(asked.request_id.as_str()),
        shell,
    };
    match unkept_page(status, &template) {
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

fn title(problem: &Problem, shell: &Shell) -> String {
    let id = format!("problem-{}", problem.code().as_str());
    shell.words().find(&id, &[]).unwrap_or_else(|| shell.say("problem-refused"))
}

/// The domain's reason in the reader's language, where there are words for it.
fn words(problem: &Problem, shell: &Shell) -> String {
    let why = problem.why_denied().map_or(problem.code().as_str(), |denied| denied.code());
    let id = format!("refusal-{why}");
    shell.words().find(&id, &[]).unwrap_or_else(|| problem.words().to_owned())
}

fn advice(problem: &Problem, status: StatusCode) -> Option<&'static str> {
    match problem.code() {
        ProblemCode::Unauthenticated => Some("advice-sign-in-elsewhere"),
        ProblemCode::RateLimited => Some("advice-later"),
        _ if status.is_server_error() => Some("advice-operator"),
        _ => None,
    }
}

fn keep_headers(from: &HeaderMap, to: &mut HeaderMap) {
    for (name, value) in from {
        if !to.contains_key(name) {
            to.insert(name.clone(), value.clone());
        }
    }
}
