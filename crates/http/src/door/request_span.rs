use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::{Error, HttpMessage as _};
use tracing::{Span, field};
use tracing_actix_web::{RequestId, RootSpanBuilder};

/// The span of one request, and the line that tells of it. Neither query nor headers are logged: they tell of people.
pub(crate) struct RequestSpan;

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
            status = field::Empty,
            milliseconds = field::Empty,
        )
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, Error>) {
        let status = match outcome {
            Ok(response) => response.status(),
            Err(error) => error.as_response_error().status_code(),
        };
        span.record("status", status.as_u16());
        if let Ok(response) = outcome
            && let Some(Began(at)) = response.request().extensions().get::<Began>()
        {
            let milliseconds = u64::try_from(at.elapsed().as_millis()).unwrap_or(u64::MAX);
            span.record("milliseconds", milliseconds);
        }
        tracing::info!("answered");
    }
}
