use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::middleware::Next;
use actix_web::{Error, web};

use crate::routing::indexed_path_of;
use crate::state::AppState;

/// The label of paths and methods that are not registered: callers can invent as many as they like.
const OTHER: &str = "other";

/// Counts every answer, problems included, and measures the time until it begins.
///
/// # Errors
/// Those of the inner layers.
pub async fn measure<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    let began = Instant::now();
    let state = request.app_data::<web::Data<AppState>>().cloned();
    let path = indexed_path_of(&request);
    let route = path.map_or(OTHER, |path| path.path);
    let method = path.and_then(|path| path.rule(request.method().as_str())).map_or(OTHER, |rule| rule.method);
    let answered = next.call(request).await;
    let status = match &answered {
        Ok(response) => response.status(),
        Err(error) => error.as_response_error().status_code(),
    };
    if let Some(state) = state {
        state.metrics.request_answered(route, method, class_of(status), began.elapsed());
    }
    answered
}

fn class_of(status: StatusCode) -> &'static str {
    match status.as_u16() {
        ..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        500.. => "5xx",
    }
}
