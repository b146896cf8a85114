use std::collections::BTreeSet;

use deskhand_http::ROUTES;
use deskhand_web::PAGES;

/// How a person with a browser does what an operation of the API does.
enum Way {
    /// On this page.
    Page(&'static str),
    /// On no page, for this reason.
    None(&'static str),
}

use Way::{None, Page};

const PROGRAMS: &str = "for programs that watch or call the service";
const FOR_PROGRAMS: &str = "who runs a program that takes webhooks enters its address with a program";
const OWN_SESSION: &str = "a browser has a session of its own, which is renewed while it is used";

#[rustfmt::skip]
const WAYS: &[(&str, &str, Way)] = &[
    ("GET", "/healthz", None(PROGRAMS)),
    ("GET", "/readyz", Page("/settings")),
    ("GET", "/metrics", None(PROGRAMS)),
    ("GET", "/.well-known/security.txt", None(PROGRAMS)),
    ("GET", "/docs", None("it is a page")),
    ("GET", "/docs/app.js", None("it is part of a page")),
    ("GET", "/docs/style.css", None("it is part of a page")),
    ("GET", "/openapi.json", None(PROGRAMS)),
    ("GET", "/api/v1/openapi.json", None(PROGRAMS)),
    ("POST", "/api/v1/auth/signup", Page("/sign-up")),
    ("POST", "/api/v1/auth/signin", Page("/sign-in")),
    ("POST", "/api/v1/auth/second-factor", Page("/sign-in/code")),
    ("POST", "/api/v1/auth/refresh", None(OWN_SESSION)),
    ("POST", "/api/v1/auth/signout", Page("/sign-out")),
    ("POST", "/api/v1/auth/email/verify", Page("/account/verify-email")),
    ("POST", "/api/v1/auth/email/undo", Page("/account/undo-email-change")),
    ("POST", "/api/v1/auth/email/resend", Page("/sign-in/resend")),
    ("POST", "/api/v1/auth/password/forgot", Page("/forgot")),
    ("POST", "/api/v1/auth/password/reset", Page("/account/reset-password")),
    ("GET", "/api/v1/me", Page("/account")),
    ("PATCH", "/api/v1/me", Page("/account/profile")),
    ("PUT", "/api/v1/me/password", Page("/account/password")),
    ("POST", "/api/v1/me/second-factor", Page("/account/second-factor")),
    ("POST", "/api/v1/me/second-factor/confirm", Page("/account/second-factor/confirm")),
    ("DELETE", "/api/v1/me/second-factor", Page("/account/second-factor/remove")),
    ("GET", "/api/v1/me/sessions", Page("/account/sessions")),
    ("DELETE", "/api/v1/me/sessions", Page("/account/sessions/end-others")),
    ("DELETE", "/api/v1/me/sessions/{session}", Page("/account/sessions/end")),
    ("GET", "/api/v1/api-keys", Page("/account/keys")),
    ("POST", "/api/v1/api-keys", Page("/account/keys")),
    ("GET", "/api/v1/api-keys/{key}", Page("/account/keys")),
    ("DELETE", "/api/v1/api-keys/{key}", Page("/account/keys/revoke")),
    ("GET", "/api/v1/users", Page("/people")),
    ("POST", "/api/v1/users", Page("/people/new")),
    ("GET", "/api/v1/users/{user}", Page("/people/{user}")),
    ("PATCH", "/api/v1/users/{user}", Page("/people/{user}")),
    ("DELETE", "/api/v1/users/{user}", Page("/people/{user}/remove")),
    ("DELETE", "/api/v1/users/{user}/second-factor", Page("/people/{user}/second-factor")),
    ("GET", "/api/v1/users/{user}/tickets", Page("/people/{user}/tickets")),
    ("GET", "/api/v1/reports/resolved.csv", Page("/reports/resolved.csv")),
    ("GET", "/api/v1/reports/summary", Page("/reports")),
    ("GET", "/api/v1/export/tickets", None("a file for another desk, which is made and read by programs")),
    ("POST", "/api/v1/tickets", Page("/requests/new")),
    ("GET", "/api/v1/tickets", Page("/inbox")),
    ("POST", "/api/v1/tickets/bulk", Page("/inbox/bulk")),
    ("GET", "/api/v1/tickets/{ticket}", Page("/tickets/{ticket}")),
    ("PATCH", "/api/v1/tickets/{ticket}", Page("/tickets/{ticket}/edit")),
    ("DELETE", "/api/v1/tickets/{ticket}", Page("/tickets/{ticket}/delete")),
    ("POST", "/api/v1/tickets/{ticket}/take", Page("/tickets/{ticket}/take")),
    ("GET", "/api/v1/tickets/{ticket}/messages", Page("/tickets/{ticket}")),
    ("POST", "/api/v1/tickets/{ticket}/messages", Page("/tickets/{ticket}/messages")),
    ("GET", "/api/v1/tickets/{ticket}/messages/{message}", Page("/tickets/{ticket}")),
    ("GET", "/api/v1/tickets/{ticket}/history", Page("/tickets/{ticket}")),
    ("GET", "/api/v1/tickets/{ticket}/assignment", Page("/tickets/{ticket}/why")),
    ("GET", "/api/v1/tickets/{ticket}/notifications", Page("/tickets/{ticket}/mails")),
    ("GET", "/api/v1/tickets/{ticket}/followers", Page("/tickets/{ticket}")),
    ("PUT", "/api/v1/tickets/{ticket}/followers/{user}", Page("/tickets/{ticket}/followers")),
    ("DELETE", "/api/v1/tickets/{ticket}/followers/{user}", Page("/tickets/{ticket}/followers")),
    ("PUT", "/api/v1/tickets/{ticket}/mute", Page("/tickets/{ticket}/mute")),
    ("DELETE", "/api/v1/tickets/{ticket}/mute", Page("/tickets/{ticket}/mute")),
    ("PUT", "/api/v1/tickets/{ticket}/rating", Page("/tickets/{ticket}/rating")),
    ("POST", "/api/v1/files", Page("/tickets/{ticket}/messages")),
    ("GET", "/api/v1/tickets/{ticket}/attachments/{attachment}", Page("/tickets/{ticket}/files/{file}")),
    ("DELETE", "/api/v1/tickets/{ticket}/attachments/{attachment}", Page("/tickets/{ticket}/files/{file}/remove")),
    ("POST", "/api/v1/tickets/{ticket}/attachments/{attachment}/link", Page("/tickets/{ticket}/files/{file}")),
    ("GET", "/f/{link}", None("pages and letters lead to it")),
    ("POST", "/api/v1/mail", None("for mail servers")),
    ("GET", "/api/v1/mail/in", Page("/mail/held")),
    ("GET", "/api/v1/mail/in/{incoming}", Page("/mail/held/{incoming}")),
    ("GET", "/api/v1/mail/in/{incoming}/raw", Page("/mail/held/{incoming}/raw")),
    ("POST", "/api/v1/mail/in/{incoming}/decision", Page("/mail/held/{incoming}/decision")),
    ("POST", "/api/v1/mail/in/{incoming}/retry", Page("/mail/held/{incoming}/retry")),
    ("GET", "/api/v1/admin/outbox", Page("/mail")),
    ("POST", "/api/v1/admin/outbox/{mail}/retry", Page("/mail/{mail}/retry")),
    ("GET", "/api/v1/admin/security-events", Page("/security")),
    ("GET", "/api/v1/webhooks", None(FOR_PROGRAMS)),
    ("POST", "/api/v1/webhooks", None(FOR_PROGRAMS)),
    ("GET", "/api/v1/webhooks/{webhook}", None(FOR_PROGRAMS)),
    ("PATCH", "/api/v1/webhooks/{webhook}", None(FOR_PROGRAMS)),
    ("DELETE", "/api/v1/webhooks/{webhook}", None(FOR_PROGRAMS)),
    ("POST", "/api/v1/webhooks/{webhook}/secret", None(FOR_PROGRAMS)),
    ("POST", "/api/v1/webhooks/{webhook}/test", None(FOR_PROGRAMS)),
    ("POST", "/api/v1/webhooks/{webhook}/redeliver", None(FOR_PROGRAMS)),
    ("GET", "/api/v1/webhooks/{webhook}/deliveries", None(FOR_PROGRAMS)),
    ("GET", "/api/v1/webhooks/{webhook}/deliveries/{delivery}", None(FOR_PROGRAMS)),
    ("POST", "/api/v1/webhooks/{webhook}/deliveries/{delivery}/redeliver", None(FOR_PROGRAMS)),
    ("GET", "/api/v1/events", None("pages follow the stream")),
    ("POST", "/api/v1/events/ticket", None("the stream of pages takes the cookie")),
    ("GET", "/api/v1/events/stream", Page("/live")),
    ("GET", "/api/v1/events/ws", Page("/live")),
];

#[test]
fn every_operation_of_the_api_has_its_page_or_a_reason_why_not() {
    let operations: BTreeSet<_> = ROUTES.iter().map(|route| (route.method, route.path)).collect();
    let named: BTreeSet<_> = WAYS.iter().map(|(method, path, _)| (*method, *path)).collect();
    assert_eq!(operations, named, "say in parity.rs on which page the new operation is");
    let pages: BTreeSet<_> = PAGES.iter().map(|page| page.path).collect();
    for (method, path, way) in WAYS {
        match way {
            Page(page) => assert!(pages.contains(page), "{method} {path}: there is no page {page}"),
            None(reason) => assert!(!reason.is_empty(), "{method} {path}"),
        }
    }
}
