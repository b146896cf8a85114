use actix_web::HttpMessage as _;
use actix_web::body::BoxBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use deskhand_domain::use_cases::{AccessDenial, Caller};

use crate::auth;
use crate::problem::Problem;
use crate::state::AppState;

/// Notes in the security log that a signed-in person got 403. The one place for all routes.
pub fn note_denied_response(response: &ServiceResponse<BoxBody>) {
    if response.status() != StatusCode::FORBIDDEN {
        return;
    }
    let request = response.request();
    let extensions = request.extensions();
    let (Some(caller), Ok(state)) = (extensions.get::<auth::Caller>(), AppState::of(request)) else { return };
    let problem = response.response().error().and_then(|error| error.as_error::<Problem>());
    let pattern = request.match_pattern().unwrap_or_default();
    note_denial(state, caller, problem, &format!("{} {pattern}", request.method()));
}

/// The same for a command over an open connection. Other problems than a denial are left alone.
pub fn note_denied_command(state: &AppState, caller: &Caller, problem: &Problem, route: &str) {
    if problem.code().status() == StatusCode::FORBIDDEN {
        note_denial(state, caller, Some(problem), route);
    }
}

fn note_denial(state: &AppState, caller: &Caller, problem: Option<&Problem>, route: &str) {
    let reason = problem.map_or("forbidden", |problem| problem.code().as_str());
    state.use_cases.security().access_denied(caller, AccessDenial { reason, route });
}
