//! Who gets past the door of each route at least. Whom the desk then serves, and with what, the domain decides: it
//! knows the ticket, the person and the policy. A test compares the rows with the registered routes, both ways.

use Access::{Admins, Public, SignedIn, Staff, Superadmins};

/// The least that a caller must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// Anybody, without a token.
    Public,
    /// Anybody with a valid access token.
    SignedIn,
    /// Engineers and above.
    Staff,
    /// Admins and above.
    Admins,
    /// Superadmins.
    Superadmins,
}

/// One row: a method, a path as the router writes it, and who.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RouteRule {
    /// Such as `GET`.
    pub method: &'static str,
    /// Such as `/api/v1/tickets/{ticket}`.
    pub path: &'static str,
    /// The least that a caller must be.
    pub who: Access,
}

const fn row(method: &'static str, path: &'static str, who: Access) -> RouteRule {
    RouteRule { method, path, who }
}

/// The whole table. The door asks for a valid token wherever it does not say [`Access::Public`], routes that have no
/// row included; the higher ranks are what the domain answers to callers below them: 403 or 404, never a success.
pub const AUTHORIZATION: &[RouteRule] = &[
    row("GET", "/healthz", Public),
    row("GET", "/readyz", Public),
    row("GET", "/openapi.json", Public),
    row("GET", "/api/v1/openapi.json", Public),
    row("POST", "/api/v1/auth/signup", Public),
    row("POST", "/api/v1/auth/signin", Public),
    row("POST", "/api/v1/auth/refresh", Public),
    row("POST", "/api/v1/auth/signout", Public),
    row("GET", "/api/v1/me", SignedIn),
    row("PATCH", "/api/v1/me", SignedIn),
    row("GET", "/api/v1/users", Staff),
    row("POST", "/api/v1/users", Admins),
    row("GET", "/api/v1/users/{user}", SignedIn),
    row("PATCH", "/api/v1/users/{user}", SignedIn),
    row("DELETE", "/api/v1/users/{user}", Admins),
    row("GET", "/api/v1/users/{user}/tickets", SignedIn),
    row("POST", "/api/v1/tickets", SignedIn),
    row("GET", "/api/v1/tickets", SignedIn),
    row("GET", "/api/v1/tickets/{ticket}", SignedIn),
    row("PATCH", "/api/v1/tickets/{ticket}", SignedIn),
    row("DELETE", "/api/v1/tickets/{ticket}", Superadmins),
    row("POST", "/api/v1/tickets/{ticket}/take", Staff),
    row("GET", "/api/v1/tickets/{ticket}/messages", SignedIn),
    row("POST", "/api/v1/tickets/{ticket}/messages", SignedIn),
    row("GET", "/api/v1/tickets/{ticket}/history", SignedIn),
    row("GET", "/api/v1/tickets/{ticket}/assignment", Staff),
];

/// Who gets past the door of a route. One that nobody wrote a row for is not public.
pub(crate) fn who_may(method: &str, path: &str) -> Access {
    AUTHORIZATION.iter().find(|rule| rule.method == method && rule.path == path).map_or(SignedIn, |rule| rule.who)
}
