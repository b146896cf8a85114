use actix_web::{HttpRequest, HttpResponse};

use super::route_index::find_path;
use crate::problem::{Problem, ProblemCode};

/// Answers what no route took: the router says 404 for every mismatch, and this tells a wrong method from a wrong
/// address.
pub(crate) async fn unmatched(request: HttpRequest) -> HttpResponse {
    HttpResponse::from_error(problem(&request))
}

fn problem(request: &HttpRequest) -> Problem {
    match find_path(request.match_info().as_str()) {
        Some(known) => {
            let allow = known.allow();
            let detail = format!("{} does not work here; these do: {allow}.", request.method());
            Problem::new(ProblemCode::MethodNotAllowed).detail(detail).methods(allow)
        }
        None => Problem::new(ProblemCode::NotFound),
    }
}
