use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use actix_web::rt::time::sleep;
use actix_web::{Error, HttpMessage as _};
use deskhand_domain::api_keys::PresentedKey;
use deskhand_domain::permissions::KeyAccess;
use deskhand_domain::ports::PersonKey;
use url::form_urlencoded;

use super::Access;
use super::authorization::{key_may, purpose_of, who_may};
use super::places::{Places, step_aside};
use super::routes_known::{KnownPath, known_path_of};
use crate::Desk;
use crate::events::token_in_protocols;
use crate::problem::{Fields, Problem, ProblemCode};
use crate::request::{Caller, named_person};

/// The one address at which browsers can't send their token in a header of its own.
const SOCKET: &str = "/api/v1/events/ws";

/// How long a client waits to hear that it asks too often. Whoever does not care about `Retry-After` would be told so thousands of
/// times in a second, at the cost of everybody else.
const BREATHER: Duration = Duration::from_millis(100);

/// The door: before anything else of a request is read, it must be clear who sends it. The body of a stranger is not
/// worth a look. What the router does not know passes, to be answered as unknown.
pub(crate) async fn check_caller(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    match admit(&request).await {
        Ok(()) => {
            let response = next.call(request).await?;
            // A stream goes on for long after its handler, and only waits.
            step_aside(response.request());
            Ok(response.map_into_boxed_body())
        }
        Err(problem) => Ok(request.error_response(problem)),
    }
}

async fn admit(request: &ServiceRequest) -> Result<(), Problem> {
    let method = request.method().as_str();
    let Some(known) = known_path_of(request).filter(|known| known.methods.contains_key(method)) else {
        return Ok(());
    };
    let desk = Desk::of(request.request())?;
    if let Err(refused) = desk.limits.count_address(request, &known.path) {
        sleep(BREATHER).await;
        return Err(refused);
    }
    if Places::are_needed(&known.path) {
        let place = desk.places.take(purpose_of(method, &known.path)).await?;
        request.extensions_mut().insert(place);
    }
    let key = key_may(method, &known.path);
    if who_may(method, &known.path) != Access::Public || (key == KeyAccess::RegisterStaff && shows_key(request)) {
        let caller = authenticate(request, desk, known).await?;
        caller.may_use(if changes_own_account(request, known, &caller) { KeyAccess::SessionOnly } else { key })?;
        desk.limits.count_write(request, &known.path, caller.actor.id)?;
        request.extensions_mut().insert(caller);
    }
    check_parameters(request, known)
}

async fn authenticate(request: &ServiceRequest, desk: &Desk, known: &KnownPath) -> Result<Caller, Problem> {
    let of_a_socket = token_in_protocols(request.headers()).filter(|_| known.path == SOCKET);
    // Of two tokens, another reader of the request might take the other one.
    let ((Some(token), None) | (None, Some(token))) = (bearer_token(request), of_a_socket) else {
        return Err(Problem::new(ProblemCode::Unauthenticated));
    };
    Ok(Caller(desk.use_cases.accounts().authenticate(token).await?))
}

/// Whether an API key came along, good or not. A public route answers other tokens as it answers nobody.
fn shows_key(request: &ServiceRequest) -> bool {
    bearer_token(request).is_some_and(|token| token.starts_with(PresentedKey::PREFIX))
}

/// `/users/{user}` leads to the same account as `/me`, which no key may change.
fn changes_own_account(request: &ServiceRequest, known: &KnownPath, caller: &Caller) -> bool {
    if request.method() == Method::GET {
        return false;
    }
    let user = known.parameter(request.match_info().as_str(), "user");
    let named = user.and_then(|user| named_person(&user).ok());
    match named {
        Some(PersonKey::Id(id)) => caller.actor.is(id),
        Some(PersonKey::Username(username)) => caller.person.username == username,
        Some(PersonKey::Email(_)) | None => false,
    }
}

/// The scheme's name is written in any case (RFC 9110, section 11.1).
fn bearer_token(request: &ServiceRequest) -> Option<&str> {
    let mut headers = request.headers().get_all(header::AUTHORIZATION);
    let (scheme, token) = headers.next()?.to_str().ok()?.split_once(' ')?;
    // Of two tokens, another reader of the request might take the other one.
    let is_only = headers.next().is_none();
    (is_only && scheme.eq_ignore_ascii_case("bearer")).then(|| token.trim())
}

/// Routes that read no query refuse what others check themselves: a mistyped parameter must not pass as done.
fn check_parameters(request: &ServiceRequest, known: &KnownPath) -> Result<(), Problem> {
    let mut fields = Fields::of_query();
    let parameters = known.methods.get(request.method().as_str());
    for (name, _) in form_urlencoded::parse(request.query_string().as_bytes()) {
        if parameters.is_some_and(Vec::is_empty) {
            fields.refuse(&name, "unknown", "is not known here");
        }
    }
    if fields.is_empty() { Ok(()) } else { Err(fields.into()) }
}
