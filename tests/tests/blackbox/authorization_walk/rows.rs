//! The table. The columns are: without a sign-in, the reporter, another customer, the assigned engineer, another engineer, an
//! admin, a superadmin. It follows docs/domain.md, sections 1 and 4, and not the code.

use super::cast::COLUMNS;

pub(super) struct Row {
    pub(super) method: &'static str,
    /// As the OpenAPI document writes it.
    pub(super) route: &'static str,
    /// The value of the path parameter, if there is one.
    pub(super) of: &'static str,
    pub(super) body: &'static str,
    pub(super) expected: [u16; COLUMNS],
}

const fn row(
    method: &'static str,
    route: &'static str,
    of: &'static str,
    body: &'static str,
    expected: [u16; COLUMNS],
) -> Row {
    Row { method, route, of, body, expected }
}

const ANYBODY: [u16; COLUMNS] = [200; COLUMNS];
const SIGNED_IN: [u16; COLUMNS] = [401, 200, 200, 200, 200, 200, 200];
const STAFF: [u16; COLUMNS] = [401, 403, 403, 200, 200, 200, 200];
const WHO_SEES_IT: [u16; COLUMNS] = [401, 200, 404, 200, 404, 200, 200];
const WHO_MUTES: [u16; COLUMNS] = [401, 204, 404, 204, 404, 204, 204];
const WHO_WRITES: [u16; COLUMNS] = [401, 201, 404, 201, 404, 201, 201];
const WHO_WORKS_ON_IT: [u16; COLUMNS] = [401, 403, 404, 200, 404, 200, 200];
const ADMINS_MAKE: [u16; COLUMNS] = [401, 403, 403, 403, 403, 201, 201];
const SUPERADMINS_MAKE: [u16; COLUMNS] = [401, 403, 403, 403, 403, 403, 201];
const ADMINS_MANAGE: [u16; COLUMNS] = [401, 404, 404, 404, 404, 200, 200];
const SUPERADMINS_MANAGE: [u16; COLUMNS] = [401, 404, 404, 404, 404, 404, 200];
const ADMINS: [u16; COLUMNS] = [401, 403, 403, 403, 403, 200, 200];
const ADMINS_FIND_NONE: [u16; COLUMNS] = [401, 403, 403, 403, 403, 404, 404];
/// Nobody but superadmins changes their own role or status.
const NOT_THEMSELVES: [u16; COLUMNS] = [401, 403, 403, 403, 403, 403, 200];

/// Of nothing there is.
const UNKNOWN: &str = "0190a8e2-5c1f-7cc3-98c4-dc0c0c07398f";

const API_KEYS: &str = "/api/v1/api-keys";
const USERS: &str = "/api/v1/users";
const USER: &str = "/api/v1/users/{user}";
const FACTOR: &str = "/api/v1/users/{user}/second-factor";
const TICKETS: &str = "/api/v1/tickets";
const TICKET: &str = "/api/v1/tickets/{ticket}";
const ATTACHMENT: &str = "/api/v1/tickets/{ticket}/attachments/{attachment}";
const FOLLOWERS: &str = "/api/v1/tickets/{ticket}/followers";
const FOLLOWER: &str = "/api/v1/tickets/{ticket}/followers/{user}";
const RATING: &str = "/api/v1/tickets/{ticket}/rating";
const MESSAGES: &str = "/api/v1/tickets/{ticket}/messages";

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    row("GET", "/healthz", "", "", ANYBODY),
    row("GET", "/readyz", "", "", ANYBODY),
    row("GET", "/metrics", "", "", ANYBODY),
    // No contact is configured here.
    row("GET", "/.well-known/security.txt", "", "", [404; COLUMNS]),
    row("GET", "/docs", "", "", ANYBODY),
    row("GET", "/docs/app.js", "", "", ANYBODY),
    row("GET", "/docs/style.css", "", "", ANYBODY),
    row("GET", "/openapi.json", "", "", ANYBODY),
    row("GET", "/api/v1/openapi.json", "", "", ANYBODY),
    row("POST", "/api/v1/auth/signup", "", ACCOUNT_CUSTOMER, [201; COLUMNS]),
    row("POST", "/api/v1/auth/signup", "", ACCOUNT_ENGINEER, [201; COLUMNS]),
    row("POST", "/api/v1/auth/signup", "", ACCOUNT_ADMIN, [422; COLUMNS]),
    row("POST", "/api/v1/auth/signup", "", ACCOUNT_SUPERADMIN, [422; COLUMNS]),
    row("POST", "/api/v1/auth/signin", "", r#"{"login": "olive", "password": "correct horse battery"}"#, ANYBODY),
    row("POST", "/api/v1/auth/second-factor", "", r#"{"challenge": "made-up", "code": ""}"#, [422; COLUMNS]),
    row("POST", "/api/v1/auth/refresh", "", r#"{"refresh_token": "{refresh}"}"#, ANYBODY),
    row("POST", "/api/v1/auth/signout", "", r#"{"refresh_token": "{refresh}"}"#, [204; COLUMNS]),

    row("POST", "/api/v1/auth/email/verify", "", r#"{"token": "made-up"}"#, [422; COLUMNS]),
    row("POST", "/api/v1/auth/email/undo", "", r#"{"token": "made-up"}"#, [422; COLUMNS]),
    row("POST", "/api/v1/auth/email/resend", "", r#"{"email": "olive@example.com"}"#, [202; COLUMNS]),
    row("POST", "/api/v1/auth/password/forgot", "", r#"{"email": "olive@example.com"}"#, [202; COLUMNS]),
    row("POST", "/api/v1/auth/password/reset", "", r#"{"token": "made-up", "password": "correct horse battery"}"#, [422; COLUMNS]),

    // Tickets before people: each superadmin made below gets a mail of every ticket.
    row("POST", TICKETS, "", r#"{"title": "T", "description": "D"}"#, [401, 201, 201, 201, 201, 201, 201]),
    row("GET", TICKETS, "", "", SIGNED_IN),
    row("GET", TICKET, "{ticket}", "", WHO_SEES_IT),
    row("PATCH", TICKET, "{ticket}", r#"{"title": "T", "description": "D"}"#, WHO_SEES_IT),
    row("PATCH", TICKET, "{closed}", r#"{"title": "T"}"#, WHO_WORKS_ON_IT),
    row("PATCH", TICKET, "{ticket}", r#"{"priority": "high"}"#, WHO_WORKS_ON_IT),
    row("PATCH", TICKET, "{ticket}", r#"{"status": "blocked"}"#, WHO_WORKS_ON_IT),
    row("PATCH", TICKET, "{blocked}", r#"{"status": "open"}"#, WHO_WORKS_ON_IT),
    row("PATCH", TICKET, "{ticket}", r#"{"status": "unresolved"}"#, WHO_WORKS_ON_IT),
    row("PATCH", TICKET, "{ticket}", r#"{"status": "resolved"}"#, [401, 200, 404, 409, 404, 409, 409]),
    row("PATCH", TICKET, "{answered}", r#"{"status": "resolved"}"#, WHO_SEES_IT),
    row("PATCH", TICKET, "{ticket}", r#"{"status": "closed"}"#, WHO_SEES_IT),
    row("PATCH", TICKET, "{closed}", r#"{"status": "open"}"#, WHO_SEES_IT),
    row("PATCH", TICKET, "{ticket}", r#"{"status": "canceled"}"#, [401, 200, 404, 403, 404, 403, 403]),
    row("PATCH", TICKET, "{ticket}", r#"{"assignee": "ernie"}"#, [401, 403, 404, 403, 404, 200, 200]),
    row("PATCH", TICKET, "{ticket}", r#"{"assignee": null}"#, [401, 403, 404, 200, 404, 200, 200]),
    row("PATCH", TICKET, "{ticket}", r#"{"assignee": "auto"}"#, [401, 403, 404, 403, 404, 200, 200]),
    row("PATCH", TICKET, "{ticket}", r#"{"assignee": "ernie", "status": "closed"}"#, [401, 422, 404, 422, 404, 422, 422]),
    row("DELETE", TICKET, "{ticket}", "", [401, 403, 404, 403, 404, 403, 204]),
    // The answers about single tickets are within: tickets/bulk.rs.
    row("POST", "/api/v1/tickets/bulk", "", r#"{"tickets": [1], "change": {"muted": true}}"#, SIGNED_IN),
    row("POST", "/api/v1/tickets/{ticket}/take", "{ticket}", "", [401, 403, 404, 200, 404, 403, 403]),
    row("POST", "/api/v1/tickets/{ticket}/take", "{unassigned}", "", [401, 403, 404, 404, 404, 200, 200]),
    row("GET", MESSAGES, "{ticket}", "", WHO_SEES_IT),
    row("GET", "/api/v1/tickets/{ticket}/messages/{message}", "{said}", "", WHO_SEES_IT),
    row("POST", MESSAGES, "{ticket}", r#"{"body": "Words"}"#, WHO_WRITES),
    row("POST", MESSAGES, "{ticket}", r#"{"body": "Words", "kind": "note"}"#, [401, 403, 404, 201, 404, 201, 201]),
    row("GET", ATTACHMENT, "{attached}", "", WHO_SEES_IT),
    row("DELETE", ATTACHMENT, "{attached}", "", [401, 403, 404, 403, 404, 403, 204]),
    row("POST", "/api/v1/tickets/{ticket}/attachments/{attachment}/link", "{attached}", "", WHO_SEES_IT),
    row("POST", "/api/v1/files", "", "", [401, 201, 201, 201, 201, 201, 201]),
    row("GET", "/f/{link}", "made-up", "", [404; COLUMNS]),
    row("GET", "/api/v1/tickets/{ticket}/history", "{ticket}", "", WHO_SEES_IT),
    row("GET", "/api/v1/tickets/{ticket}/assignment", "{ticket}", "", WHO_WORKS_ON_IT),
    row("GET", "/api/v1/tickets/{ticket}/notifications", "{ticket}", "", WHO_WORKS_ON_IT),
    row("GET", FOLLOWERS, "{ticket}", "", WHO_SEES_IT),
    row("PUT", FOLLOWER, "{ticket}/followers/arthur", "", WHO_MUTES),
    row("DELETE", FOLLOWER, "{followed}/followers/arthur", "", WHO_MUTES),
    row("PUT", "/api/v1/tickets/{ticket}/mute", "{ticket}", "", WHO_MUTES),
    row("DELETE", "/api/v1/tickets/{ticket}/mute", "{ticket}", "", WHO_MUTES),
    row("PUT", RATING, "{closed}", r#"{"stars": 4}"#, [401, 200, 404, 403, 404, 403, 403]),
    row("PUT", RATING, "{ticket}", r#"{"stars": 4, "comment": "Words"}"#, [401, 409, 404, 403, 404, 403, 403]),
    // This desk has no address.
    row("POST", "/api/v1/mail", "", "", [401, 403, 403, 403, 403, 409, 409]),
    row("GET", "/api/v1/mail/in", "", "", STAFF),
    row("GET", "/api/v1/mail/in/{incoming}", UNKNOWN, "", [401, 403, 403, 404, 404, 404, 404]),
    row("GET", "/api/v1/mail/in/{incoming}/raw", UNKNOWN, "", [401, 403, 403, 403, 403, 404, 404]),
    row("POST", "/api/v1/mail/in/{incoming}/decision", UNKNOWN, r#"{"decision": "reject"}"#, [401, 403, 403, 404, 404, 404, 404]),
    row("POST", "/api/v1/mail/in/{incoming}/retry", UNKNOWN, "", [401, 403, 403, 404, 404, 404, 404]),
    row("GET", "/api/v1/admin/outbox", "", "", [401, 403, 403, 403, 403, 200, 200]),
    row("GET", "/api/v1/admin/security-events", "", "", [401, 403, 403, 403, 403, 200, 200]),
    row("POST", "/api/v1/admin/outbox/{mail}/retry", UNKNOWN, "", [401, 403, 403, 403, 403, 404, 404]),

    row("GET", "/api/v1/webhooks", "", "", ADMINS),
    row("POST", "/api/v1/webhooks", "", r#"{"url": "https://receiver.example/"}"#, ADMINS_MAKE),
    row("GET", "/api/v1/webhooks/{webhook}", UNKNOWN, "", ADMINS_FIND_NONE),
    row("PATCH", "/api/v1/webhooks/{webhook}", UNKNOWN, r#"{"state": "paused"}"#, ADMINS_FIND_NONE),
    row("DELETE", "/api/v1/webhooks/{webhook}", UNKNOWN, "", ADMINS_FIND_NONE),
    row("POST", "/api/v1/webhooks/{webhook}/secret", UNKNOWN, "", ADMINS_FIND_NONE),
    row("POST", "/api/v1/webhooks/{webhook}/test", UNKNOWN, "", ADMINS_FIND_NONE),
    row("POST", "/api/v1/webhooks/{webhook}/redeliver", UNKNOWN, r#"{"since": "2026-01-01T00:00:00Z"}"#, ADMINS_FIND_NONE),
    row("GET", "/api/v1/webhooks/{webhook}/deliveries", UNKNOWN, "", ADMINS_FIND_NONE),
    row("GET", "/api/v1/webhooks/{webhook}/deliveries/{delivery}", UNKNOWN, "", ADMINS_FIND_NONE),
    row("POST", "/api/v1/webhooks/{webhook}/deliveries/{delivery}/redeliver", UNKNOWN, "", ADMINS_FIND_NONE),

    row("GET", "/api/v1/reports/resolved.csv", "", "", STAFF),
    row("GET", "/api/v1/reports/summary", "", "", STAFF),
    row("GET", "/api/v1/export/tickets", "", "", [401, 403, 403, 403, 403, 200, 200]),
    row("GET", "/api/v1/events", "", "", SIGNED_IN),
    row("GET", "/api/v1/events/stream", "", "", SIGNED_IN),
    row("POST", "/api/v1/events/ticket", "", "", [401, 201, 201, 201, 201, 201, 201]),
    row("GET", "/api/v1/events/ws", "", "", [401, 426, 426, 426, 426, 426, 426]),

    row("GET", "/api/v1/me", "", "", SIGNED_IN),
    row("PATCH", "/api/v1/me", "", r#"{"phone": "+49 30 123456"}"#, SIGNED_IN),
    row("PATCH", "/api/v1/me", "", r#"{"email": "{new}@example.com"}"#, SIGNED_IN),
    row("POST", USERS, "", r#"{"name": "N", "username": "{new}", "email": "{new}@example.com"}"#, ADMINS_MAKE),
    row("PATCH", "/api/v1/me", "", r#"{"availability": "away"}"#, [401, 422, 422, 200, 200, 422, 422]),
    row("PATCH", "/api/v1/me", "", r#"{"availability": "available"}"#, [401, 422, 422, 200, 200, 422, 422]),
    row("PATCH", "/api/v1/me", "", r#"{"notifications": {"assigned": false}}"#, SIGNED_IN),
    row("PUT", "/api/v1/me/password", "", NEW_PASSWORD, [401, 204, 204, 204, 204, 204, 204]),
    row("PUT", "/api/v1/me/password", "", WRONG_PASSWORD, [401, 422, 422, 422, 422, 422, 422]),
    row("GET", "/api/v1/me/sessions", "", "", SIGNED_IN),
    row("DELETE", "/api/v1/me/sessions/{session}", "{session}", "", [401, 204, 404, 404, 404, 404, 404]),
    row("DELETE", "/api/v1/me/sessions", "", "", [401, 204, 204, 204, 204, 204, 204]),
    row("POST", "/api/v1/me/second-factor", "", "{}", SIGNED_IN),
    row("POST", "/api/v1/me/second-factor/confirm", "", r#"{"code": "no-such-code"}"#, [401, 422, 422, 422, 422, 422, 422]),
    row("DELETE", "/api/v1/me/second-factor", "", "", [401, 409, 409, 409, 409, 409, 409]),
    row("GET", API_KEYS, "", "", SIGNED_IN),
    row("POST", API_KEYS, "", r#"{"name": "N", "scopes": ["write"]}"#, [401, 201, 201, 201, 201, 201, 201]),
    row("POST", API_KEYS, "", r#"{"name": "N", "scopes": ["staff:register"]}"#, ADMINS_MAKE),
    row("GET", "/api/v1/api-keys/{key}", "{key}", "", [401, 200, 404, 404, 404, 404, 200]),
    row("DELETE", "/api/v1/api-keys/{key}", "{key}", "", [401, 204, 404, 404, 404, 404, 204]),
    row("PATCH", USER, "ernie", r#"{"availability": "away"}"#, [401, 404, 404, 404, 200, 200, 200]),

    // The rows after this one make more superadmins, who could be removed.
    row("DELETE", USER, "{me}", "", [401, 403, 403, 403, 403, 403, 409]),
    row("GET", USERS, "", "", [401, 403, 403, 403, 403, 200, 200]),
    row("POST", USERS, "", ACCOUNT_CUSTOMER, ADMINS_MAKE),
    row("POST", USERS, "", ACCOUNT_ENGINEER, ADMINS_MAKE),
    row("POST", USERS, "", ACCOUNT_ADMIN, SUPERADMINS_MAKE),
    row("POST", USERS, "", ACCOUNT_SUPERADMIN, SUPERADMINS_MAKE),
    row("GET", USER, "olive", "", [401, 200, 404, 404, 404, 200, 200]),
    row("GET", USER, "wendy", "", [401, 404, 404, 200, 404, 200, 200]),
    row("GET", USER, "agnes", "", ADMINS_MANAGE),
    row("GET", USER, "arthur", "", SUPERADMINS_MANAGE),
    row("GET", USER, "admin", "", SUPERADMINS_MANAGE),
    row("PATCH", USER, "{customer}", r#"{"name": "Another"}"#, ADMINS_MANAGE),
    row("PATCH", USER, "{customer}", r#"{"username": "renamed"}"#, [401, 404, 404, 404, 404, 403, 200]),
    row("PATCH", USER, "{admin}", r#"{"username": "renamed.admin"}"#, SUPERADMINS_MANAGE),
    row("PATCH", USER, "{customer}", r#"{"status": "suspended"}"#, ADMINS_MANAGE),
    row("PATCH", USER, "{customer}", r#"{"role": "engineer"}"#, ADMINS_MANAGE),
    row("PATCH", USER, "{customer}", r#"{"role": "admin"}"#, [401, 404, 404, 404, 404, 403, 200]),
    row("PATCH", USER, "{customer}", r#"{"role": "superadmin"}"#, [401, 404, 404, 404, 404, 403, 200]),
    row("PATCH", USER, "{pending}", r#"{"status": "approved"}"#, ADMINS_MANAGE),
    row("PATCH", USER, "{pending}", r#"{"status": "rejected"}"#, ADMINS_MANAGE),
    row("PATCH", USER, "{pending}", r#"{"capacity": 3}"#, ADMINS_MANAGE),
    row("PATCH", USER, "{admin}", r#"{"name": "Another"}"#, SUPERADMINS_MANAGE),
    row("PATCH", USER, "{admin}", r#"{"status": "suspended"}"#, SUPERADMINS_MANAGE),
    row("PATCH", USER, "{admin}", r#"{"role": "customer"}"#, SUPERADMINS_MANAGE),
    row("PATCH", USER, "{me}", r#"{"name": "Myself"}"#, SIGNED_IN),
    row("PATCH", USER, "{me}", r#"{"role": "superadmin"}"#, NOT_THEMSELVES),
    row("PATCH", USER, "{me}", r#"{"status": "approved"}"#, NOT_THEMSELVES),
    row("DELETE", FACTOR, "{customer}", "", [401, 404, 404, 404, 404, 409, 409]),
    row("DELETE", FACTOR, "{admin}", "", [401, 404, 404, 404, 404, 404, 409]),
    row("DELETE", FACTOR, "{me}", "", [401, 403, 403, 403, 403, 403, 403]),
    row("DELETE", USER, "{customer}", "", [401, 404, 404, 404, 404, 204, 204]),
    row("DELETE", USER, "{pending}", "", [401, 404, 404, 404, 404, 204, 204]),
    row("DELETE", USER, "{admin}", "", [401, 404, 404, 404, 404, 404, 204]),
    row("GET", "/api/v1/users/{user}/tickets", "olive", "", [401, 200, 404, 404, 404, 200, 200]),
    row("GET", "/api/v1/users/{user}/tickets", "arthur", "", SUPERADMINS_MANAGE),
];

macro_rules! account {
    ($role:literal) => {
        concat!(
            r#"{"name": "N", "username": "{new}", "email": "{new}@example.com", "password": "correct horse battery", "role": ""#,
            $role,
            r#""}"#
        )
    };
}

/// The same again, so that everybody in the walk can still sign in.
const NEW_PASSWORD: &str = r#"{"current_password": "correct horse battery", "new_password": "correct horse battery"}"#;
const WRONG_PASSWORD: &str = r#"{"current_password": "wrong", "new_password": "correct horse battery"}"#;

const ACCOUNT_CUSTOMER: &str = account!("customer");
const ACCOUNT_ENGINEER: &str = account!("engineer");
const ACCOUNT_ADMIN: &str = account!("admin");
const ACCOUNT_SUPERADMIN: &str = account!("superadmin");

/// What is different where engineers see every ticket.
#[rustfmt::skip]
pub(super) const WHERE_ENGINEERS_SEE_EVERYTHING: &[Row] = &[
    row("GET", TICKET, "{ticket}", "", [401, 200, 404, 200, 200, 200, 200]),
    row("PATCH", TICKET, "{ticket}", r#"{"title": "T"}"#, [401, 200, 404, 200, 403, 200, 200]),
    row("PATCH", TICKET, "{ticket}", r#"{"priority": "high"}"#, [401, 403, 404, 200, 403, 200, 200]),
    row("PATCH", TICKET, "{ticket}", r#"{"status": "blocked"}"#, [401, 403, 404, 200, 403, 200, 200]),
    row("PATCH", TICKET, "{ticket}", r#"{"status": "closed"}"#, [401, 200, 404, 200, 403, 200, 200]),
    row("PATCH", TICKET, "{ticket}", r#"{"assignee": "ernie"}"#, [401, 403, 404, 403, 403, 200, 200]),
    row("DELETE", TICKET, "{ticket}", "", [401, 403, 404, 403, 403, 403, 204]),
    row("POST", "/api/v1/tickets/{ticket}/take", "{ticket}", "", [401, 403, 404, 200, 403, 403, 403]),
    row("POST", "/api/v1/tickets/{ticket}/take", "{unassigned}", "", [401, 403, 404, 200, 200, 200, 200]),
    row("GET", MESSAGES, "{ticket}", "", [401, 200, 404, 200, 200, 200, 200]),
    row("POST", MESSAGES, "{ticket}", r#"{"body": "Words"}"#, [401, 201, 404, 201, 201, 201, 201]),
    row("POST", MESSAGES, "{ticket}", r#"{"body": "W", "kind": "note"}"#, [401, 403, 404, 201, 201, 201, 201]),
    row("GET", "/api/v1/tickets/{ticket}/history", "{ticket}", "", [401, 200, 404, 200, 200, 200, 200]),
    row("GET", "/api/v1/tickets/{ticket}/notifications", "{ticket}", "", [401, 403, 404, 200, 200, 200, 200]),
    row("GET", FOLLOWERS, "{ticket}", "", [401, 200, 404, 200, 200, 200, 200]),
    row("PUT", FOLLOWER, "{ticket}/followers/arthur", "", [401, 204, 404, 204, 403, 204, 204]),
    row("DELETE", FOLLOWER, "{followed}/followers/arthur", "", [401, 204, 404, 204, 403, 204, 204]),
    row("PUT", "/api/v1/tickets/{ticket}/mute", "{ticket}", "", [401, 204, 404, 204, 204, 204, 204]),
    row("GET", "/api/v1/tickets/{ticket}/assignment", "{ticket}", "", [401, 403, 404, 200, 200, 200, 200]),
    row("PUT", RATING, "{closed}", r#"{"stars": 4}"#, [401, 200, 404, 403, 403, 403, 403]),
];
