use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use deskhand_domain::use_cases::BrowserToken;
use url::Url;

use crate::public_path::public_path;

/// The cookie that holds the token of a browser. It goes to this host and this path only, no script reads it, and forms and frames of other
/// sites do not send it. Links do: who comes from a mail is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrowserCookie {
    name: &'static str,
    path: String,
    secure: bool,
}

impl BrowserCookie {
    /// The cookie of a desk at this address. Browsers hold the prefixes of its name to their promises (RFC 6265bis, section 4.1.3).
    #[must_use]
    pub fn of(public_url: &str) -> Self {
        let secure = Url::parse(public_url).is_ok_and(|url| url.scheme() == "https");
        let path = match public_path(public_url) {
            path if path.is_empty() => "/".to_owned(),
            path => path,
        };
        let name = match secure {
            true if path == "/" => "__Host-desk",
            true => "__Secure-desk",
            false => "desk",
        };
        Self { name, path, secure }
    }

    /// The token that a request carries.
    #[must_use]
    pub fn token(&self, request: &HttpRequest) -> Option<String> {
        request.cookie(self.name).map(|cookie| cookie.value().to_owned())
    }

    /// What keeps a token.
    #[must_use]
    pub fn keep(&self, token: BrowserToken) -> Cookie<'static> {
        self.build(token.token, Duration::seconds(token.expires_in.whole_seconds()))
    }

    /// What makes the browser forget the token.
    #[must_use]
    pub fn forget(&self) -> Cookie<'static> {
        self.build(String::new(), Duration::ZERO)
    }

    fn build(&self, value: String, max_age: Duration) -> Cookie<'static> {
        let cookie = Cookie::build(self.name, value).path(self.path.clone()).max_age(max_age);
        cookie.secure(self.secure).http_only(true).same_site(SameSite::Lax).finish()
    }
}

#[cfg(test)]
mod tests {
    use deskhand_domain::use_cases::BrowserToken;

    use super::*;

    #[test]
    fn the_cookie_promises_as_much_as_the_address_of_the_desk_allows() {
        for (url, expected) in [
            ("https://desk.example.com/", "__Host-desk=t; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=60"),
            ("https://example.com/desk", "__Secure-desk=t; HttpOnly; SameSite=Lax; Secure; Path=/desk; Max-Age=60"),
            ("http://127.0.0.1:8080", "desk=t; HttpOnly; SameSite=Lax; Path=/; Max-Age=60"),
        ] {
            let token = BrowserToken { token: "t".to_owned(), expires_in: time::Duration::minutes(1) };
            assert_eq!(BrowserCookie::of(url).keep(token).to_string(), expected);
        }
    }
}
