//! The form of every answer: problems instead of the framework's own errors, the id of the request, security headers.

use std::any::Any;
use std::panic::AssertUnwindSafe;

use actix_web::body::{BodySize, BodyStream, BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage as _, HttpResponse};
use futures::{FutureExt as _, stream};
use tracing_actix_web::RequestId;

use super::compress;
use super::conditional::KnownTags;
use crate::asked::Asked;
use crate::auth::{Caller, RenewedCookie};
use crate::problem::{Problem, render_json};
use crate::public_path::public_path;
use crate::rate_limit::rate_limit_headers;
use crate::routing::{ProblemRenderer, indexed_path_of};
use crate::state::AppState;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// For answers that are no pages: no browser may guess their type, load anything for them, or store them. An answer that sets one of
/// these itself, as a page does, keeps its own.
const SECURITY: &[(HeaderName, &str)] = &[
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (header::CACHE_CONTROL, "no-store"),
];

/// Beside a request whose answer is sent without its body, for handlers whose body has no end.
pub struct HeadOnly;

/// Gives every answer its form. A panic becomes an answer too, and ends only its own request.
///
/// # Errors
/// The finished answer to a request that a panic or an error of the framework consumed.
pub async fn respond(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
    // A HEAD is a GET whose body is not sent (RFC 9110, section 9.3.2); the connection leaves the body out.
    let is_head = request.method() == Method::HEAD;
    if is_head {
        request.head_mut().method = Method::GET;
        request.extensions_mut().insert(HeadOnly);
    }
    let path = indexed_path_of(&request);
    // Of a method that a path does not have, any rule says how its problems are answered.
    let rule = path.and_then(|path| path.rule(request.method().as_str()).or_else(|| path.any_rule()));
    let known = KnownTags::of(&request);
    let compressed = compress::is_wanted(&request, path.and_then(|path| path.rule("GET")));
    let form =
        Form { asked: asked(&request, id), render_problem: rule.map_or(render_json, |rule| rule.render_problem) };
    let answered = AssertUnwindSafe(async move { next.call(request).await }).catch_unwind().await;
    match answered {
        Ok(Ok(response)) if is_head => {
            Ok(known.leave_out(finish(without_stream(response.map_into_boxed_body()), &form)))
        }
        Ok(Ok(response)) => {
            let response = known.leave_out(finish(response.map_into_boxed_body(), &form));
            Ok(if compressed { compress::compress(response) } else { response })
        }
        Ok(Err(error)) => Err(detached(&problem_of(&error), &form)),
        Err(panic) => Err(detached(&Problem::internal(format!("panicked: {}", message_of(&*panic))), &form)),
    }
}

/// A stream of which nothing is sent need not be produced.
fn without_stream(response: ServiceResponse) -> ServiceResponse {
    match response.response().body().size() {
        BodySize::Stream => {
            response.map_body(|_, _| BoxBody::new(BodyStream::new(stream::empty::<Result<_, Error>>())))
        }
        _ => response,
    }
}

/// What the answers to one request have in common.
struct Form {
    asked: Asked,
    render_problem: ProblemRenderer,
}

impl Form {
    /// The same, with what the person who asks chose.
    fn for_caller(&self, response: &ServiceResponse) -> Self {
        let mut asked = self.asked.clone();
        if let Some(caller) = response.request().extensions().get::<Caller>() {
            asked.language = caller.person.language;
            asked.look = Some(caller.person.look);
        }
        Self { asked, render_problem: self.render_problem }
    }
}

fn asked(request: &ServiceRequest, request_id: String) -> Asked {
    let header = |name: HeaderName| request.headers().get(name).cloned();
    Asked {
        request_id,
        is_read: request.method() == Method::GET,
        uri: request.uri().clone(),
        accept: header(header::ACCEPT),
        languages: header(header::ACCEPT_LANGUAGE),
        public_url: AppState::of(request.request()).map(|state| state.public_url.clone()).unwrap_or_default(),
        language: None,
        look: None,
    }
}

fn finish(response: ServiceResponse, form: &Form) -> ServiceResponse {
    let problem = response.response().error().map(|error| {
        let form = form.for_caller(&response);
        match error.as_error::<Problem>() {
            Some(problem) => to_response(problem, &form),
            None => to_response(&problem_of(error), &form),
        }
    });
    let mut response = match problem {
        Some(problem) => response.into_response(problem),
        None => response,
    };
    if let Some(location) = location_below_public_path(&response) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    for (name, value) in rate_limit_headers(response.request()) {
        response.headers_mut().insert(name, value);
    }
    add_headers(response.headers_mut(), &form.asked.request_id);
    bring_renewed_cookie(&mut response);
    response
}

/// Unless the answer itself sets a cookie: it signs in or out.
fn bring_renewed_cookie(response: &mut ServiceResponse) {
    if response.headers().contains_key(header::SET_COOKIE) {
        return;
    }
    let cookie = response.request().extensions().get::<RenewedCookie>().map(|renewed| renewed.0.to_string());
    if let Some(cookie) = cookie.and_then(|cookie| HeaderValue::try_from(cookie).ok()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// A `Location` is a path on the host that clients know, where the service may be below a path of its own.
fn location_below_public_path(response: &ServiceResponse) -> Option<HeaderValue> {
    let location = response.headers().get(header::LOCATION)?.to_str().ok()?;
    let public_path = public_path(&AppState::of(response.request()).ok()?.public_url);
    HeaderValue::try_from(format!("{public_path}{location}")).ok()
}

/// An answer without its request, which the panic consumed.
fn detached(problem: &Problem, form: &Form) -> Error {
    let mut response = to_response(problem, form);
    add_headers(response.headers_mut(), &form.asked.request_id);
    InternalError::from_response(problem.to_string(), response).into()
}

fn to_response(problem: &Problem, form: &Form) -> HttpResponse {
    if let Some(cause) = problem.why() {
        tracing::error!(request_id = form.asked.request_id, cause, "{problem}");
    }
    (form.render_problem)(problem, &form.asked)
}

fn problem_of(error: &Error) -> Problem {
    Problem::foreign(error.as_response_error().status_code(), error)
}

fn add_headers(headers: &mut HeaderMap, id: &str) {
    for (name, value) in SECURITY {
        if !headers.contains_key(name) {
            headers.insert(name.clone(), HeaderValue::from_static(value));
        }
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(REQUEST_ID, id);
    }
}

/// The headers of an answer that no app has given, and that passes no layer.
pub(crate) fn own_headers(id: &str) -> impl Iterator<Item = (HeaderName, &str)> {
    SECURITY.iter().map(|(name, value)| (name.clone(), *value)).chain([(REQUEST_ID, id)])
}

fn message_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without a message")
}
