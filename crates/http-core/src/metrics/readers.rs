use actix_web::HttpRequest;
use actix_web::http::header::{FORWARDED, HeaderName};
use serde::Deserialize;

/// Who may read the metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MetricsReaders {
    /// Programs on this machine.
    Loopback,
    /// Everybody who can reach the port.
    Anybody,
    /// Nobody.
    Off,
}

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

impl MetricsReaders {
    pub fn include(self, request: &HttpRequest) -> bool {
        match self {
            Self::Anybody => true,
            Self::Off => false,
            Self::Loopback => is_from_loopback(request),
        }
    }
}

/// A request that a proxy on this machine passes on comes from elsewhere, though its peer is local.
fn is_from_loopback(request: &HttpRequest) -> bool {
    let is_passed_on = [FORWARDED, X_FORWARDED_FOR].iter().any(|header| request.headers().contains_key(header));
    let peer = request.peer_addr().map(|peer| peer.ip().to_canonical());
    !is_passed_on && peer.is_some_and(|address| address.is_loopback())
}
