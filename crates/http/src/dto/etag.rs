use actix_web::http::header::{ETAG, HeaderName};

/// The strong `ETag` of a version.
pub(crate) fn etag(version: u64) -> (HeaderName, String) {
    (ETAG, format!("\"{version}\""))
}
