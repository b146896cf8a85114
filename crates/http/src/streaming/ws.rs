use actix_web::http::header::{self, HeaderMap};

/// What is spoken over the socket.
pub(crate) const PROTOCOL: &str = "deskhand.v1";

/// How a browser sends its token, which can set no other header of a WebSocket: as a protocol beside the true one.
const BEARER: &str = "bearer.";

/// The token among the protocols that a client offers. Only beside the true protocol, which is then the one that is
/// answered: the token itself never is.
pub(crate) fn token_in_protocols(headers: &HeaderMap) -> Option<&str> {
    let mut tokens = protocols(headers).filter_map(|protocol| protocol.strip_prefix(BEARER));
    let token = tokens.next()?;
    let is_only = tokens.next().is_none();
    (is_only && protocols(headers).any(|protocol| protocol == PROTOCOL)).then_some(token)
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
