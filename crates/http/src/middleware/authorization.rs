//! Who gets past the door of each route at least. Whom the desk then serves, and with what, the domain decides: it
//! knows the ticket, the person and the policy. A test compares the rows with the registered routes, both ways.

use deskhand_domain::permissions::KeyAccess;

use Access::{Admins, Public, SignedIn, Staff, Superadmins};
use KeyAccess::{RegisterStaff, SessionOnly};

use super::admission::Lane;

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
    /// What it asks of an API key. A public route looks for a key only where this is [`KeyAccess::RegisterStaff`].
    pub key: KeyAccess,
    /// Whom it waits for in a crowd.
    pub lane: Lane,
}

impl RouteRule {
    /// Needs more, or another thing, of a key than its method says.
    const fn key(mut self, key: KeyAccess) -> Self {
        self.key = key;
        self
    }

    /// Hashes a password, or may: that has a queue of its own, and must not hold a place for changes meanwhile.
    const fn hashes(mut self) -> Self {
        self.lane = Lane::Read;
        self
    }
}

/// What a method asks of a key.
pub(crate) const fn key_access(method: &str) -> KeyAccess {
    match method.as_bytes() {
        b"GET" => KeyAccess::Read,
        _ => KeyAccess::Write,
    }
}

/// What a method is for.
const fn lane(method: &str) -> Lane {
    match method.as_bytes() {
        b"GET" => Lane::Read,
        _ => Lane::Change,
    }
}

const fn row(method: &'static str, path: &'static str, who: Access) -> RouteRule {
    RouteRule { method, path, who, key: key_access(method), lane: lane(method) }
}

/// The whole table. The door asks for a valid token wherever it does not say [`Access::Public`], routes that have no
/// row included; the higher ranks are what the domain answers to callers below them: 403 or 404, never a success.
pub const AUTHORIZATION: &[RouteRule] = &[
    row("GET", "/healthz", Public),
    row("GET", "/readyz", Public),
    row("GET", "/metrics", Public),
    row("GET", "/", Public),
    row("GET", "/docs", Public),
    row("GET", "/docs/app.js", Public),
    row("GET", "/docs/style.css", Public),
    row("GET", "/openapi.json", Public),
    row("GET", "/api/v1/openapi.json", Public),
    row("POST", "/api/v1/auth/signup", Public).key(RegisterStaff).hashes(),
    row("POST", "/api/v1/auth/signin", Public).hashes(),
    row("POST", "/api/v1/auth/refresh", Public),
    row("POST", "/api/v1/auth/signout", Public),
    row("POST", "/api/v1/auth/email/verify", Public),
    row("POST", "/api/v1/auth/email/resend", Public),
    row("POST", "/api/v1/auth/password/forgot", Public),
    row("POST", "/api/v1/auth/password/reset", Public).hashes(),
    row("GET", "/account/verify-email", Public),
    row("POST", "/account/verify-email", Public),
    row("GET", "/account/reset-password", Public),
    row("POST", "/account/reset-password", Public),
    row("GET", "/account/accept-invitation", Public),
    row("POST", "/account/accept-invitation", Public),
    row("GET", "/api/v1/me", SignedIn),
    row("PATCH", "/api/v1/me", SignedIn).key(SessionOnly),
    row("PUT", "/api/v1/me/password", SignedIn).key(SessionOnly).hashes(),
    row("GET", "/api/v1/api-keys", SignedIn),
    row("POST", "/api/v1/api-keys", SignedIn).key(SessionOnly),
    row("DELETE", "/api/v1/api-keys/{key}", SignedIn).key(SessionOnly),
    row("GET", "/api/v1/users", Staff),
    row("POST", "/api/v1/users", Admins).hashes(),
    row("GET", "/api/v1/users/{user}", SignedIn),
    row("PATCH", "/api/v1/users/{user}", SignedIn),
    row("DELETE", "/api/v1/users/{user}", Admins),
    row("GET", "/api/v1/users/{user}/tickets", SignedIn),
    row("GET", "/api/v1/reports/resolved.csv", Staff),
    row("GET", "/api/v1/reports/summary", Staff),
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
    row("GET", "/api/v1/tickets/{ticket}/notifications", Staff),
    row("PUT", "/api/v1/tickets/{ticket}/mute", SignedIn),
    row("DELETE", "/api/v1/tickets/{ticket}/mute", SignedIn),
    row("GET", "/api/v1/admin/outbox", Admins),
    row("POST", "/api/v1/admin/outbox/{mail}/retry", Admins),
    row("GET", "/api/v1/events", SignedIn),
    row("GET", "/api/v1/events/stream", SignedIn),
    row("GET", "/api/v1/events/ws", SignedIn),
];

/// Who gets past the door of a route. One that nobody wrote a row for is not public.
pub(crate) fn required_access(method: &str, path: &str) -> Access {
    rule_of(method, path).map_or(SignedIn, |rule| rule.who)
}

/// What a route asks of a key. One that nobody wrote a row for is for no key.
pub(crate) fn required_scope(method: &str, path: &str) -> KeyAccess {
    rule_of(method, path).map_or(SessionOnly, |rule| rule.key)
}

/// Which places a route's requests need.
pub(crate) fn required_lane(method: &str, path: &str) -> Lane {
    rule_of(method, path).map_or(lane(method), |rule| rule.lane)
}

fn rule_of(method: &str, path: &str) -> Option<&'static RouteRule> {
    AUTHORIZATION.iter().find(|rule| rule.method == method && rule.path == path)
}
