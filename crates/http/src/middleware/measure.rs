use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::middleware::Next;
use actix_web::{Error, web};

use super::route_index::indexed_path_of;
use crate::AppState;

/// What stands for a path or method that nobody registered: there are as many of them as callers can think of.
const OTHER: &str = "other";

/// Counts every answer, problems and refusals included, and how long it took to begin.
pub(crate) async fn measure<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let began = Instant::now();
    let state = request.app_data::<web::Data<AppState>>().cloned();
    let known = indexed_path_of(&request);
    let route = known.map_or(OTHER, |known| known.path.as_str());
    let method = known.and_then(|known| known.method(request.method().as_str())).unwrap_or(OTHER);
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
