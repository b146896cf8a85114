use std::cell::LazyCell;

use actix_web::http::header::ContentType;
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, get};
use deskhand_http_core::problem::Problem;

/// The OpenAPI document in JSON, among the data of the app. It is written at the first request: most workers never serve it.
pub(crate) struct OpenApiText(LazyCell<Bytes, Box<dyn FnOnce() -> Bytes>>);

impl OpenApiText {
    /// The document that `write` writes when it is wanted.
    pub(crate) fn new(write: impl FnOnce() -> String + 'static) -> Self {
        Self(LazyCell::new(Box::new(|| write().into())))
    }
}

/// This document.
#[utoipa::path(
    tag = "system",
    responses((status = 200, description = "OpenAPI 3.1.", content_type = "application/json", body = Object))
)]
#[get("/api/v1/openapi.json")]
pub(crate) async fn openapi_json(request: HttpRequest) -> Result<HttpResponse, Problem> {
    answer(&request)
}

/// This document, where programs that know nothing of versions look for it.
#[utoipa::path(
    tag = "system",
    responses((status = 200, description = "OpenAPI 3.1.", content_type = "application/json", body = Object))
)]
#[get("/openapi.json")]
pub(crate) async fn openapi_json_at_root(request: HttpRequest) -> Result<HttpResponse, Problem> {
    answer(&request)
}

fn answer(request: &HttpRequest) -> Result<HttpResponse, Problem> {
    match request.app_data() {
        Some(OpenApiText(text)) => Ok(HttpResponse::Ok().content_type(ContentType::json()).body(Bytes::clone(text))),
        None => Err(Problem::internal("the app has no OpenApiText among its data")),
    }
}
