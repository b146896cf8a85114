//! Failures as `application/problem+json` (RFC 9457). `error_map.rs` maps the errors of the domain to problems,
//! `catalogue.rs` lists all problems.

mod catalogue;
mod error_map;
mod field_errors;
mod key_scope;
mod problem_json;

use std::borrow::Cow;
use std::fmt;
use std::num::NonZeroU32;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use deskhand_domain::api_keys::KeyScope;
use deskhand_domain::permissions::Denied;

use crate::asked::Asked;
pub use catalogue::ProblemCode;
pub use field_errors::{FieldError, Fields};
/// The schema of a scope in the OpenAPI document.
pub use key_scope::KeyScope as KeyScopeSchema;
pub use problem_json::ProblemJson;

/// A failure on its way to the client.
#[derive(Debug)]
pub struct Problem {
    code: ProblemCode,
    detail: Cow<'static, str>,
    errors: Vec<FieldError>,
    allowed: Option<Vec<&'static str>>,
    /// Why the person may not, by which pages say it in other languages.
    denied: Option<Denied>,
    /// The scope that the API key lacks.
    scope: Option<KeyScope>,
    /// How many messages others wrote since.
    newer: Option<NonZeroU32>,
    /// The seconds until a retry makes sense, if the code has no fixed value.
    retry_after: Option<u32>,
    /// The methods for `Allow`.
    methods: Option<Box<str>>,
    /// The cause: for the log, never for the answer.
    cause: Option<Box<str>>,
}

impl Problem {
    pub const fn new(code: ProblemCode) -> Self {
        Self {
            code,
            detail: Cow::Borrowed(code.detail()),
            errors: Vec::new(),
            allowed: None,
            denied: None,
            scope: None,
            newer: None,
            retry_after: None,
            methods: None,
            cause: None,
        }
    }

    /// A fault of the server: the cause is in the log, and not in the answer.
    pub fn internal(cause: impl fmt::Display) -> Self {
        Self::new(ProblemCode::Internal)
            .detail("The server failed. The request id helps whoever runs it to find out why.")
            .cause(cause)
    }

    /// A failure of the framework, before or beside a handler.
    pub fn foreign(status: StatusCode, cause: impl fmt::Display) -> Self {
        let code = match status {
            StatusCode::NOT_FOUND => ProblemCode::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => ProblemCode::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => ProblemCode::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => ProblemCode::UnsupportedMediaType,
            status if status.is_client_error() => ProblemCode::BadRequest,
            _ => return Self::internal(cause),
        };
        Self::new(code)
    }

    pub fn detail(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.detail = detail.into();
        self
    }

    pub fn allowed(mut self, allowed: Vec<&'static str>) -> Self {
        self.allowed = Some(allowed);
        self
    }

    pub const fn denied(mut self, denied: Denied) -> Self {
        self.denied = Some(denied);
        self
    }

    pub const fn scope(mut self, scope: KeyScope) -> Self {
        self.scope = Some(scope);
        self
    }

    pub const fn newer(mut self, messages: u32) -> Self {
        self.newer = NonZeroU32::new(messages);
        self
    }

    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(u32::try_from(seconds).unwrap_or(u32::MAX));
        self
    }

    pub fn methods(mut self, methods: String) -> Self {
        self.methods = Some(methods.into());
        self
    }

    pub fn cause(mut self, cause: impl fmt::Display) -> Self {
        self.cause = Some(cause.to_string().into());
        self
    }

    pub const fn code(&self) -> ProblemCode {
        self.code
    }

    /// Why the person may not do it, where that is the reason.
    pub const fn why_denied(&self) -> Option<Denied> {
        self.denied
    }

    pub const fn title(&self) -> &'static str {
        self.code.title()
    }

    pub fn words(&self) -> &str {
        &self.detail
    }

    pub fn why(&self) -> Option<&str> {
        self.cause.as_deref()
    }

    /// The answer in JSON. The response layer knows the id of the request.
    pub fn to_response(&self, request_id: Option<&str>) -> HttpResponse {
        let mut response = HttpResponse::build(self.code.status());
        response.content_type("application/problem+json");
        if self.code.status() == StatusCode::UNAUTHORIZED {
            response.insert_header((header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")));
        }
        if let Some(methods) = &self.methods {
            response.insert_header((header::ALLOW, &**methods));
        }
        if let Some(seconds) = self.retry_after.or(self.code.retry_after()) {
            response.insert_header((header::RETRY_AFTER, seconds));
        }
        if self.code == ProblemCode::UpgradeRequired {
            response.insert_header((header::UPGRADE, HeaderValue::from_static("websocket")));
        }
        if self.code == ProblemCode::RequestTimeout {
            // The rest of the body must not be read as the next request.
            response.force_close();
        }
        response.json(self.to_json(request_id))
    }

    /// The body of the answer, also for WebSockets.
    pub fn to_json<'a>(&'a self, request_id: Option<&'a str>) -> ProblemJson<'a> {
        ProblemJson {
            r#type: format!("/problems/{}", self.code.as_str()),
            title: self.code.title(),
            status: self.code.status().as_u16(),
            detail: &self.detail,
            request_id,
            errors: &self.errors,
            allowed: self.allowed.as_deref(),
            scope: self.scope.as_ref().map(KeyScope::as_str),
            newer: self.newer.map(NonZeroU32::get),
        }
    }
}

impl From<Fields> for Problem {
    /// A body breaks a rule (422); a query can't be read (400).
    fn from(fields: Fields) -> Self {
        let (code, detail) = if fields.is_of_body() {
            (ProblemCode::InvalidFields, "Some fields are not valid; `errors` names them all.")
        } else {
            (ProblemCode::BadQuery, "Some query parameters are not valid; `errors` names them all.")
        };
        let mut problem = Self::new(code).detail(detail);
        problem.errors = fields.into_errors();
        problem
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.detail)
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.code.status()
    }

    fn error_response(&self) -> HttpResponse {
        self.to_response(None)
    }
}

/// The renderer of a front that answers problems in JSON.
#[must_use]
pub fn render_json(problem: &Problem, asked: &Asked) -> HttpResponse {
    problem.to_response(Some(&asked.request_id))
}
