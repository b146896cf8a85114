use actix_web::HttpResponse;
use actix_web::http::header;
use deskhand_http_core::Asked;
use deskhand_http_core::problem::{Problem, ProblemCode, render_json};

/// Answers a problem with a ticket. Old letters have links here: a browser without a token gets to the page of the ticket.
pub(super) fn page_for_browsers(problem: &Problem, asked: &Asked) -> HttpResponse {
    let is_browser = asked.is_read && asked.accept().starts_with("text/html");
    match asked.target().strip_prefix("/api/v1") {
        Some(page) if is_browser && problem.code() == ProblemCode::Unauthenticated => {
            HttpResponse::SeeOther().insert_header((header::LOCATION, page)).finish()
        }
        _ => render_json(problem, asked),
    }
}
