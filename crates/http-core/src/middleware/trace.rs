use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::{Error, HttpMessage as _};
use tracing::Span;
use tracing_actix_web::{RequestId, RootSpanBuilder};

/// The span of one request, and the log line of its answer. Query and headers are not logged: they hold personal data.
pub struct RequestSpan;

struct Began(Instant);

impl RootSpanBuilder for RequestSpan {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
        request.extensions_mut().insert(Began(Instant::now()));
        tracing::info_span!(
            "request",
            request_id = id,
            method = %request.method(),
            path = request.path(),
        )
    }

    /// Status and duration are fields of the line and not of the span: each later record of a span formats all its fields again.
    fn on_request_end<B: MessageBody>(_: Span, outcome: &Result<ServiceResponse<B>, Error>) {
        let (status, began) = match outcome {
            Ok(response) => (response.status(), response.request().extensions().get::<Began>().map(|Began(at)| *at)),
            Err(error) => (error.as_response_error().status_code(), None),
        };
        let milliseconds = began.map(|at| u64::try_from(at.elapsed().as_millis()).unwrap_or(u64::MAX));
        tracing::info!(status = status.as_u16(), milliseconds, "answered");
    }
}
