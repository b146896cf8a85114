//! Answers to reads are compressed for clients that ask for it.
//!
//! Answers to other requests are not: tokens, keys and recovery codes come only in those. An answer that mixes a secret with text
//! that a stranger chose would tell the secret by its length (BREACH). Pages with forms hold the token of a link, so pages are not
//! compressed either, and streams of events must not wait until a block is full.

use actix_http::ContentEncoding;
use actix_http::encoding::Encoder;
use actix_web::body::{BodySize, MessageBody as _};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, AcceptEncoding, Encoding, Header as _, HeaderValue};
use actix_web::http::{Method, StatusCode};

use crate::routing::RouteRule;

/// Below this size it is not worth the time: the answer arrives in the first round of packets, compressed or not.
const LEAST: u64 = 4096;

/// Whether the client wants this route's answer compressed.
pub(super) fn is_wanted(request: &ServiceRequest, rule: Option<&RouteRule>) -> bool {
    let supported = [Encoding::gzip(), Encoding::identity()];
    *request.method() == Method::GET
        && rule.is_some_and(|rule| rule.compressible)
        && AcceptEncoding::parse(request)
            .is_ok_and(|accepted| accepted.negotiate(supported.iter()) == Some(Encoding::gzip()))
}

/// Compresses a successful answer that is worth it.
pub(super) fn compress(response: ServiceResponse) -> ServiceResponse {
    let is_worth_it = match response.response().body().size() {
        BodySize::None => false,
        BodySize::Sized(size) => size >= LEAST,
        BodySize::Stream => true,
    };
    let is_event_stream = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
    if response.status() != StatusCode::OK || !is_worth_it || is_event_stream {
        return response;
    }
    let mut response =
        response.map_body(|head, body| Encoder::response(ContentEncoding::Gzip, head, body)).map_into_boxed_body();
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}
