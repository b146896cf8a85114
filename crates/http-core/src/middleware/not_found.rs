use actix_web::http::Method;
use actix_web::{HttpRequest, HttpResponse};

use crate::problem::{Problem, ProblemCode};
use crate::routing::{IndexedPath, RouteIndex};

/// Answers a request that the router matches with no handler: 405 where the path is known, else 404.
pub async fn not_found(request: HttpRequest) -> HttpResponse {
    let index = request.app_data::<&'static RouteIndex>();
    let path = index.and_then(|index| index.find(request.match_info().as_str()));
    HttpResponse::from_error(unmatched(request.method(), path))
}

/// The problem of a request without a rule.
pub(super) fn unmatched(method: &Method, path: Option<&IndexedPath>) -> Problem {
    match path {
        Some(path) => {
            let allow = path.allow();
            let detail = format!("{method} does not work here; these do: {allow}.");
            Problem::new(ProblemCode::MethodNotAllowed).detail(detail).methods(allow)
        }
        None => Problem::new(ProblemCode::NotFound),
    }
}
