use actix_web::HttpRequest;
use actix_web::http::header::HeaderName;
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
    let peer = request.peer_addr().map(|peer| peer.ip().to_canonical());
    peer.is_some_and(|address| address.is_loopback()) && !request.headers().keys().any(is_of_a_proxy)
}

/// Whether proxies add this header and clients do not. Names with these beginnings are `X-Forwarded-For`, `X-Forwarded-Proto` and
/// their like.
fn is_of_a_proxy(header: &HeaderName) -> bool {
    const NAMES: [&str; 6] = ["forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip"];
    let name = header.as_str();
    name.starts_with("x-forwarded") || NAMES.contains(&name)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn may_read(peer: &str, header: Option<&str>) -> bool {
        let request = TestRequest::get().peer_addr(peer.parse().unwrap());
        let request = header.into_iter().fold(request, |request, name| request.insert_header((name, "203.0.113.9")));
        MetricsReaders::Loopback.include(&request.to_http_request())
    }

    #[test]
    fn a_program_on_this_machine_reads_them_and_a_request_that_a_proxy_on_it_passes_on_does_not() {
        assert!(may_read("127.0.0.1:80", None) && may_read("[::1]:80", Some("user-agent")));
        assert!(!may_read("192.0.2.1:80", None));
        for header in ["X-Real-IP", "X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "Via", "X-Client-IP"] {
            assert!(!may_read("127.0.0.1:80", Some(header)), "{header}");
        }
    }
}
