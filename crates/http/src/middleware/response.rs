//! The envelope of every answer: problems instead of the framework's own errors, a request id, security headers.

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

use super::route_index::indexed_path_of;
use crate::html::problem_page;
use crate::problem::Problem;
use crate::rate_limit::rate_limit_headers;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Hardly anything here is a page: no browser may guess types, load anything, or keep it. An answer that says something
/// else about one of these is such a page, and knows better.
const SECURITY: &[(HeaderName, &str)] = &[
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (header::CACHE_CONTROL, "no-store"),
];

/// Stands beside a request whose answer's body is not sent, for handlers whose body has no end.
pub(crate) struct HeadOnly;

/// Puts every answer into its envelope. A panic is an answer too, and ends only its own request.
pub(crate) async fn envelop(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
    // A HEAD is a GET whose body is not sent (RFC 9110, section 9.3.2); the connection sees to that.
    let is_head = request.method() == Method::HEAD;
    if is_head {
        request.head_mut().method = Method::GET;
        request.extensions_mut().insert(HeadOnly);
    }
    let form = Form { request_id: id, is_page: indexed_path_of(&request).is_some_and(|known| known.is_page) };
    let answered = AssertUnwindSafe(async move { next.call(request).await }).catch_unwind().await;
    match answered {
        Ok(Ok(response)) if is_head => Ok(seal(unstreamed(response.map_into_boxed_body()), &form)),
        Ok(Ok(response)) => Ok(seal(response.map_into_boxed_body(), &form)),
        Ok(Err(error)) => Err(detached(&problem_of(&error), &form)),
        Err(panic) => Err(detached(&Problem::internal(format!("panicked: {}", words_of(&*panic))), &form)),
    }
}

/// Nobody makes a long answer of which nothing is sent.
fn unstreamed(response: ServiceResponse) -> ServiceResponse {
    match response.response().body().size() {
        BodySize::Stream => {
            response.map_body(|_, _| BoxBody::new(BodyStream::new(stream::empty::<Result<_, Error>>())))
        }
        _ => response,
    }
}

/// How problems of one request are answered.
struct Form {
    request_id: String,
    /// To people, and not to programs.
    is_page: bool,
}

fn seal(response: ServiceResponse, form: &Form) -> ServiceResponse {
    let problem = response.response().error().map(|error| match error.as_error::<Problem>() {
        Some(problem) => to_response(problem, form),
        None => to_response(&problem_of(error), form),
    });
    let mut response = match problem {
        Some(problem) => response.into_response(problem),
        None => response,
    };
    for (name, value) in rate_limit_headers(response.request()) {
        response.headers_mut().insert(name, value);
    }
    add_headers(response.headers_mut(), &form.request_id);
    response
}

/// An answer to a request that is gone: the panic took it along.
fn detached(problem: &Problem, form: &Form) -> Error {
    let mut response = to_response(problem, form);
    add_headers(response.headers_mut(), &form.request_id);
    InternalError::from_response(problem.to_string(), response).into()
}

fn to_response(problem: &Problem, form: &Form) -> HttpResponse {
    let id = form.request_id.as_str();
    if let Some(cause) = problem.why() {
        tracing::error!(request_id = id, cause, "{problem}");
    }
    if form.is_page { problem_page(problem, id) } else { problem.to_response(Some(id)) }
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

fn words_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without words")
}
