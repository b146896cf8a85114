//! The page that shows the API and calls it: three files written by hand that load nothing from other origins.

use actix_web::http::header::{CONTENT_SECURITY_POLICY, ContentType};
use actix_web::{HttpResponse, get, mime};

/// Only its own files and its own service; no inline script or style, no frames, no forms.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                           base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A page to read this interface and to try it.
#[utoipa::path(
    tag = "system",
    responses((status = 200, description = "The page.", content_type = "text/html", body = String))
)]
#[get("/docs")]
pub(crate) async fn docs_page() -> HttpResponse {
    page(include_str!("docs.html"))
}

/// The script of the page.
#[utoipa::path(
    tag = "system",
    responses((status = 200, description = "The script.", content_type = "text/javascript", body = String))
)]
#[get("/docs/app.js")]
pub(crate) async fn docs_script() -> HttpResponse {
    HttpResponse::Ok().content_type("text/javascript; charset=utf-8").body(include_str!("app.js"))
}

/// The style of the page.
#[utoipa::path(
    tag = "system",
    responses((status = 200, description = "The style.", content_type = "text/css", body = String))
)]
#[get("/docs/style.css")]
pub(crate) async fn docs_style() -> HttpResponse {
    HttpResponse::Ok().content_type(mime::TEXT_CSS_UTF_8).body(include_str!("style.css"))
}

fn page(html: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(ContentType::html())
        .insert_header((CONTENT_SECURITY_POLICY, PAGE_POLICY))
        .body(html)
}
