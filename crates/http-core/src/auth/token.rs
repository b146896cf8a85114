use std::borrow::Cow;

use actix_web::http::header::{self, HeaderMap};
use url::form_urlencoded;

/// The WebSocket protocol of this service.
pub const PROTOCOL: &str = "deskhand.v1";

/// The prefix of a token among the WebSocket protocols: a browser can set no other header of a WebSocket.
const BEARER: &str = "bearer.";

/// Where a route looks for the token of a session or for an API key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenSource {
    /// In `Authorization`.
    Header,
    /// In `Authorization` or among the WebSocket protocols.
    HeaderOrProtocol,
    /// In `Authorization`; or a ticket for one event stream in the query.
    HeaderOrTicket,
    /// In the cookie of a browser, and in no header.
    Cookie,
}

/// The bearer token of a request, if it has exactly one `Authorization` header.
#[must_use]
pub fn bearer_token(headers: &HeaderMap) -> Option<&str> {
    let mut headers = headers.get_all(header::AUTHORIZATION);
    let (scheme, token) = headers.next()?.to_str().ok()?.split_once(' ')?;
    // Of two tokens, another reader of the request might take the other one.
    let is_only = headers.next().is_none();
    // The name of the scheme is case-insensitive (RFC 9110, section 11.1).
    (is_only && scheme.eq_ignore_ascii_case("bearer")).then(|| token.trim())
}

/// The token among the WebSocket protocols that a client offers. It counts only beside [`PROTOCOL`], which is then the one that the
/// server selects: the answer never repeats the token.
#[must_use]
pub fn token_in_protocols(headers: &HeaderMap) -> Option<&str> {
    let mut tokens = protocols(headers).filter_map(|protocol| protocol.strip_prefix(BEARER));
    let token = tokens.next()?;
    let is_only = tokens.next().is_none();
    (is_only && protocols(headers).any(|protocol| protocol == PROTOCOL)).then_some(token)
}

/// The query parameter with a ticket for an event stream: a browser can set no header of an `EventSource`.
const TICKET: &str = "ticket";

/// The ticket in a query.
#[must_use]
pub fn ticket_in_query(query: &str) -> Option<Cow<'_, str>> {
    form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == TICKET).map(|(_, ticket)| ticket)
}

fn protocols(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let lists = headers.get_all(header::SEC_WEBSOCKET_PROTOCOL).filter_map(|list| list.to_str().ok());
    lists.flat_map(|list| list.split(',').map(str::trim))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn token(lists: &[&str]) -> Option<String> {
        let mut request = TestRequest::default();
        for list in lists {
            request = request.append_header((header::SEC_WEBSOCKET_PROTOCOL, *list));
        }
        token_in_protocols(request.to_http_request().headers()).map(ToOwned::to_owned)
    }

    #[test]
    fn a_token_counts_beside_the_protocol_only_and_only_one() {
        assert_eq!(token(&["deskhand.v1, bearer.abc.def"]), Some("abc.def".to_owned()));
        assert_eq!(token(&["bearer.abc", "deskhand.v1"]), Some("abc".to_owned()));
        for none in [
            &[][..],
            &["deskhand.v1"],
            &["bearer.abc"],
            &["deskhand.v1, bearer.a, bearer.b"],
            &["deskhand.v2, bearer.a"],
        ] {
            assert_eq!(token(none), None, "{none:?}");
        }
    }
}
