use actix_web::HttpResponse;
use actix_web::cookie::Cookie;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, ContentType, HeaderValue};
use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use deskhand_http_core::problem::Problem;
use sha2::{Digest as _, Sha256};

/// Our own files and nothing else; no frames; HTML is made of text in one place of our scripts only.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; \
                      frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types deskhand";

/// What handlers answer.
pub(crate) type Page = Result<HttpResponse, Problem>;

/// A page for one person. A browser keeps it for its way back, and asks whether it is still right.
pub(crate) fn page(status: StatusCode, template: &impl Template) -> Page {
    let html = template.render().map_err(Problem::internal)?;
    let tag = tag_of(&html);
    let mut answer = HttpResponse::build(status);
    answer
        .content_type(ContentType::html())
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        // Browsers send the `Origin` of a form only where the policy lets them say where it was.
        .insert_header((header::REFERRER_POLICY, "same-origin"))
        .insert_header(("cross-origin-opener-policy", "same-origin"))
        .insert_header(("cross-origin-resource-policy", "same-origin"))
        .insert_header((header::CACHE_CONTROL, "private, no-cache"));
    if status == StatusCode::OK {
        answer.insert_header((header::ETAG, format!("\"{tag}\"")));
    }
    Ok(answer.body(html))
}

/// A tag of what the page shows.
fn tag_of(html: &str) -> String {
    let digest = Sha256::digest(html.as_bytes());
    URL_SAFE_NO_PAD.encode(digest.get(..12).unwrap_or(&digest))
}

/// A page that no browser keeps, with what is shown once. Its forms are ours: browsers say so where the policy for referrers lets them.
pub(crate) fn shown_once(status: StatusCode, template: &impl Template) -> Page {
    let mut answer = page(status, template)?;
    let headers = answer.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.remove(header::ETAG);
    Ok(answer)
}

/// A page that no browser keeps or names to others: its address has a secret, or it says what went wrong.
pub(crate) fn unkept_page(status: StatusCode, template: &impl Template) -> Page {
    let mut answer = shown_once(status, template)?;
    answer.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    Ok(answer)
}

/// Sends the browser to another page, with a cookie where there is one to set.
pub(crate) fn see_other(path: &str, cookie: Option<&Cookie<'_>>) -> HttpResponse {
    let mut answer = HttpResponse::SeeOther();
    answer.insert_header((header::LOCATION, path)).insert_header((header::CACHE_CONTROL, "no-store"));
    if let Some(cookie) = cookie {
        answer.cookie(cookie.clone());
    }
    answer.finish()
}
