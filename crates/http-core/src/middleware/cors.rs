//! Scripts of pages from other origins (the Fetch standard's CORS protocol).

use actix_cors::Cors;
use actix_web::http::header::{self, HeaderName};
use actix_web::middleware::Condition;

/// What such scripts may read of an answer, beside what every script may.
const EXPOSED: [HeaderName; 8] = [
    header::ETAG,
    header::LINK,
    header::LOCATION,
    header::RETRY_AFTER,
    HeaderName::from_static("idempotency-replayed"),
    HeaderName::from_static("ratelimit"),
    HeaderName::from_static("ratelimit-policy"),
    HeaderName::from_static("x-request-id"),
];

/// Browsers ask again after this time, in seconds, whether a request is allowed.
const MAX_AGE: usize = 3600;

/// Lets scripts of exactly these origins call the API; without any, the layer is off. Cookies are not allowed: a token is sent in a
/// header, by the script itself.
#[must_use]
pub fn cors(origins: &[String]) -> Condition<Cors> {
    let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
    let layer = Cors::default().allowed_methods(methods).allow_any_header().expose_headers(EXPOSED).max_age(MAX_AGE);
    let layer = origins.iter().fold(layer, |layer, origin| layer.allowed_origin(origin));
    Condition::new(!origins.is_empty(), layer)
}
