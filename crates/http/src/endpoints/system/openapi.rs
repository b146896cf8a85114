use actix_web::http::header::ContentType;
use actix_web::{HttpRequest, HttpResponse, get};
use deskhand_http_core::problem::Problem;

/// The OpenAPI document in JSON, among the data of the app.
pub(crate) struct OpenApiText(pub(crate) String);

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
        Some(OpenApiText(document)) => Ok(HttpResponse::Ok().content_type(ContentType::json()).body(document.clone())),
        None => Err(Problem::internal("the app has no OpenAPI document among its data")),
    }
}
