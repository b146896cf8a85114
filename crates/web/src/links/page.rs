use std::sync::LazyLock;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, ContentType};
use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use deskhand_http_core::problem::Problem;
use sha2::{Digest as _, Sha256};

/// The stylesheet that every page contains.
pub(crate) const STYLE: &str = include_str!("../../templates/links/style.css");

/// No scripts, nothing from other origins, no frames; this one stylesheet, by its hash, and forms to this origin only.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let style = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
});

/// Answers with a page.
pub(super) fn page(status: StatusCode, template: &impl Template) -> Result<HttpResponse, Problem> {
    let html = template.render().map_err(Problem::internal)?;
    Ok(HttpResponse::build(status)
        .content_type(ContentType::html())
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY.as_str()))
        .body(html))
}
