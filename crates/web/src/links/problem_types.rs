//! The pages at the addresses that problems have as their `type`.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use deskhand_http_core::problem::{Problem, ProblemCode};

use super::page::page;

#[derive(Template)]
#[template(path = "links/problems.html")]
struct Problems<'a> {
    codes: &'a [ProblemCode],
}

/// Lists every kind of problem.
pub(crate) async fn list_problems() -> Result<HttpResponse, Problem> {
    page(StatusCode::OK, &Problems { codes: ProblemCode::ALL })
}

/// Explains one kind of problem.
pub(crate) async fn explain_problem(code: web::Path<String>) -> Result<HttpResponse, Problem> {
    let known = ProblemCode::ALL.iter().position(|known| known.as_str() == *code);
    let one = known.and_then(|place| ProblemCode::ALL.get(place..=place));
    page(StatusCode::OK, &Problems { codes: one.ok_or_else(|| Problem::new(ProblemCode::NotFound))? })
}
