use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use actix_web::rt::time::sleep;
use actix_web::{Error, HttpMessage as _, HttpResponse};
use deskhand_domain::permissions::KeyAccess;
use deskhand_domain::use_cases;
use url::form_urlencoded;

use super::not_found::unmatched;
use crate::admission::release;
use crate::auth::{Caller, identify, is_from_own_pages, is_own_account, note_denied_response, shows_api_key};
use crate::problem::{Fields, Problem, ProblemCode};
use crate::routing::{Access, IndexedPath, RouteRule, indexed_path_of};
use crate::state::AppState;

/// How long a client waits for the answer that it asks too often. A client that ignores `Retry-After` would otherwise get thousands
/// of refusals a second, at the cost of all others.
const REJECT_DELAY: Duration = Duration::from_millis(100);

const FOREIGN_FORM: &str = "The form was not sent by a page of this help desk. Open the page here, and send it again.";

/// Enforces the rule of the route before anything else of a request is read: the body of a stranger is not worth a look. A route
/// without a rule is never reached.
///
/// # Errors
/// Those of the handler.
pub async fn authenticate(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if let Some(answer) = options(&request) {
        return Ok(request.into_response(answer));
    }
    let response = match admit(&request).await {
        Ok(()) => {
            let response = next.call(request).await?;
            // A stream lasts long after its handler, and only waits.
            release(response.request());
            response.map_into_boxed_body()
        }
        Err(problem) => request.error_response(problem),
    };
    note_denied_response(&response);
    Ok(response)
}

/// `OPTIONS` asks which methods a path has, and changes nothing.
fn options(request: &ServiceRequest) -> Option<HttpResponse> {
    let path = indexed_path_of(request).filter(|_| *request.method() == Method::OPTIONS)?;
    Some(HttpResponse::NoContent().insert_header((header::ALLOW, path.allow())).finish())
}

async fn admit(request: &ServiceRequest) -> Result<(), Problem> {
    let path = indexed_path_of(request);
    let rule = path.and_then(|path| path.rule(request.method().as_str()));
    let (Some(path), Some(rule)) = (path, rule) else {
        return Err(unmatched(request.method(), path));
    };
    let state = AppState::of(request.request())?;
    if let Err(refused) = state.limits.count_address(request, rule.limits) {
        sleep(REJECT_DELAY).await;
        return Err(refused);
    }
    if let Some(lane) = rule.lane {
        let slot = state.concurrency.acquire(lane, state.limits.client_address(request.request())).await?;
        request.extensions_mut().insert(slot);
    }
    if rule.own_pages_only && !is_from_own_pages(request.request(), &state.public_url) {
        return Err(Problem::new(ProblemCode::Forbidden).detail(FOREIGN_FORM));
    }
    if rule.access != Access::Public || (rule.key == KeyAccess::RegisterStaff && shows_api_key(request)) {
        let caller = identify(request, state, (rule.token, rule.admission)).await?;
        // First, so that the security log can say who was refused.
        request.extensions_mut().insert(caller.clone());
        caller.may_use(required_scope(request, path, rule, &caller))?;
        state.limits.count_person(request, rule.limits, caller.actor.id)?;
        check_access(rule, &caller)?;
    }
    check_parameters(request, rule)
}

fn required_scope(request: &ServiceRequest, path: &IndexedPath, rule: &RouteRule, caller: &Caller) -> KeyAccess {
    let account = rule.account_parameter.and_then(|name| path.parameter(request.match_info().as_str(), name));
    let changes_own =
        request.method() != Method::GET && account.is_some_and(|account| is_own_account(&account, caller));
    if changes_own { KeyAccess::SessionOnly } else { rule.key }
}

fn check_access(rule: &RouteRule, caller: &Caller) -> Result<(), Problem> {
    let checked = rule.access.check(&caller.actor);
    checked.map_err(|denied| use_cases::Error::from(rule.denied.unwrap_or(denied)).into())
}

/// Routes without query parameters refuse what the others check themselves: a mistyped parameter must not pass.
fn check_parameters(request: &ServiceRequest, rule: &RouteRule) -> Result<(), Problem> {
    if rule.reads_query {
        return Ok(());
    }
    let mut fields = Fields::of_query();
    for (name, _) in form_urlencoded::parse(request.query_string().as_bytes()) {
        fields.refuse(&name, "unknown", "is not known here");
    }
    if fields.is_empty() { Ok(()) } else { Err(fields.into()) }
}
