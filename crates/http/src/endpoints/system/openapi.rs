use std::cell::LazyCell;
use std::convert::Infallible;

use actix_web::body::{MessageBody, SizedStream};
use actix_web::http::header::ContentType;
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, get};
use deskhand_http_core::problem::Problem;
use futures::stream;

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

/// The whole text would be copied into the buffer of every connection whose client does not read it.
const PART: usize = 16 * 1024;

fn in_parts(text: &Bytes) -> impl MessageBody + use<> {
    let (text, length) = (text.clone(), text.len());
    let parts = (0..length).step_by(PART).map(move |at| Ok::<_, Infallible>(text.slice(at..length.min(at + PART))));
    SizedStream::new(length as u64, stream::iter(parts))
}

fn answer(request: &HttpRequest) -> Result<HttpResponse, Problem> {
    match request.app_data() {
        Some(OpenApiText(text)) => Ok(HttpResponse::Ok().content_type(ContentType::json()).body(in_parts(text))),
        None => Err(Problem::internal("the app has no OpenApiText among its data")),
    }
}
