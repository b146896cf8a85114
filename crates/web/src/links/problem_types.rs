//! The pages at the addresses that problems have as their `type`.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_http_core::problem::{Problem, ProblemCode};

use crate::door::{Guest, Page, Shell, unkept_page};

#[derive(Template)]
#[template(path = "links/problems.html")]
struct Problems<'a> {
    shell: Shell,
    codes: &'a [ProblemCode],
}

/// Lists every kind of problem.
pub(crate) async fn list_problems(Guest(shell): Guest) -> Page {
    unkept_page(StatusCode::OK, &Problems { shell, codes: ProblemCode::ALL })
}

/// Explains one kind of problem.
pub(crate) async fn explain_problem(Guest(shell): Guest, code: web::Path<String>) -> Page {
    let known = ProblemCode::ALL.iter().position(|known| known.as_str() == *code);
    let one = known.and_then(|place| ProblemCode::ALL.get(place..=place));
    let codes = one.ok_or_else(|| Problem::new(ProblemCode::NotFound))?;
    unkept_page(StatusCode::OK, &Problems { shell, codes })
}
