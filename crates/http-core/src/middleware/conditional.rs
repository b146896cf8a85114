//! Reads whose answer the client has already (RFC 9110, section 13.1.2).

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};

/// The tags that the client sent with a read.
pub(super) struct KnownTags(Vec<HeaderValue>);

impl KnownTags {
    pub(super) fn of(request: &ServiceRequest) -> Self {
        let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
        let headers = request.headers().get_all(header::IF_NONE_MATCH).cloned();
        Self(if is_read { headers.collect() } else { Vec::new() })
    }

    /// Answers 304 without a body in place of an answer whose tag is among them.
    pub(super) fn leave_out(&self, response: ServiceResponse) -> ServiceResponse {
        match response.headers().get(header::ETAG) {
            Some(tag) if response.status() == StatusCode::OK && self.includes(tag) => {
                let mut response = response.map_body(|_, _| BoxBody::new(()));
                *response.response_mut().status_mut() = StatusCode::NOT_MODIFIED;
                response.headers_mut().remove(header::CONTENT_TYPE);
                response
            }
            _ => response,
        }
    }

    fn includes(&self, tag: &HeaderValue) -> bool {
        let Ok(tag) = tag.to_str() else { return false };
        let lists = self.0.iter().filter_map(|value| value.to_str().ok());
        lists.flat_map(|list| list.split(',')).map(str::trim).any(|known| known == "*" || opaque(known) == opaque(tag))
    }
}

/// `If-None-Match` compares weakly: only what is between the quotes counts.
fn opaque(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}
