//! Every route that takes a body, with a body that it would accept.

use serde_json::{Value, json};

use super::fields::Kind;
use crate::support::{Contract, PASSWORD, Person, TestApp};

/// What `null`, and nothing at all, mean for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    Required,
    /// `null` is as good as nothing.
    Optional,
    /// Of a merge patch: `null` clears.
    Clearable,
    /// Of a merge patch: it can be changed, but not cleared.
    Kept,
}
use Need::{Clearable, Kept, Optional, Required};

pub(super) struct Route {
    pub(super) method: &'static str,
    /// As the OpenAPI document writes it.
    pub(super) path: &'static str,
    pub(super) good: Value,
    pub(super) fields: Vec<(&'static str, Kind, Need)>,
}

impl Route {
    /// The address of the ticket 1, of the engineer bob, or of a session, mail or webhook that does not exist.
    pub(super) fn address(&self) -> String {
        let path = self.path.replace("{ticket}", "1").replace("{user}", "bob");
        let unknown = ["{session}", "{incoming}", "{webhook}"];
        format!("/{}", unknown.iter().fold(path, |path, name| path.replace(name, NO_SESSION)))
    }
}

const NO_SESSION: &str = "0190a8e2-5c1f-7cc3-98c4-dc0c0c07398f";
const ROLES: Kind = Kind::Word(&["customer", "engineer", "admin", "superadmin"]);
const SIGN_UP_ROLES: Kind = Kind::Word(&["customer", "engineer"]);
const STATUSES: Kind = Kind::Word(&["pending", "approved", "rejected", "suspended"]);
const AVAILABILITY: Kind = Kind::Word(&["available", "away"]);
const LANGUAGES: Kind = Kind::Word(&["en", "de"]);
const THEMES: Kind = Kind::Word(&["system", "light", "dark"]);
const PRIORITIES: Kind = Kind::Word(&["low", "medium", "high", "urgent"]);
const DECISIONS: Kind = Kind::Word(&["take", "note", "open", "follow", "reject"]);
const TICKET_STATUSES: Kind = Kind::Word(&["open", "blocked", "resolved", "unresolved", "closed", "canceled"]);

pub(super) fn routes() -> Vec<Route> {
    let account = vec![
        ("name", Kind::Name, Required),
        ("username", Kind::Username, Required),
        ("email", Kind::Email, Required),
        ("password", Kind::Password, Required),
        ("role", ROLES, Optional),
        ("phone", Kind::Phone, Optional),
        ("language", LANGUAGES, Optional),
        ("time_zone", Kind::TimeZone, Optional),
    ];
    let mut invitation = account.clone();
    invitation.iter_mut().filter(|(name, ..)| *name == "password").for_each(|(.., need)| *need = Optional);
    let mut sign_up = account.clone();
    sign_up.iter_mut().filter(|(name, ..)| *name == "role").for_each(|(_, kind, _)| *kind = SIGN_UP_ROLES);
    let token = vec![("refresh_token", Kind::RefreshToken, Required)];
    let (known, address) = (json!({"email": "carla@example.com"}), vec![("email", Kind::Email, Required)]);
    let confirmation = json!({"current_password": PASSWORD});
    let confirmed = vec![("current_password", Kind::TypedPassword, Optional)];
    let current_password = vec![("current_password", Kind::TypedPassword, Optional)];
    let mut new_account = TestApp::account("ada", "customer");
    new_account["phone"] = json!("+4930123456");
    new_account["language"] = json!("de");
    new_account["time_zone"] = json!("Europe/Berlin");
    vec![
        route("POST", "/api/v1/auth/signup", new_account.clone(), sign_up),
        route("POST", "/api/v1/users", new_account, invitation),
        route(
            "POST",
            "/api/v1/auth/email/verify",
            json!({"token": "x"}),
            vec![("token", Kind::RefreshToken, Required)],
        ),
        route("POST", "/api/v1/auth/email/undo", json!({"token": "x"}), vec![("token", Kind::RefreshToken, Required)]),
        route("POST", "/api/v1/auth/email/resend", known.clone(), address.clone()),
        route("POST", "/api/v1/auth/password/forgot", known, address),
        route(
            "POST",
            "/api/v1/auth/password/reset",
            json!({"token": "x", "password": PASSWORD}),
            vec![("token", Kind::RefreshToken, Required), ("password", Kind::Password, Required)],
        ),
        route(
            "POST",
            "/api/v1/auth/signin",
            json!({"login": "carla", "password": PASSWORD}),
            vec![("login", Kind::Login, Required), ("password", Kind::TypedPassword, Required)],
        ),
        route(
            "POST",
            "/api/v1/auth/second-factor",
            json!({"challenge": "x", "code": "123456"}),
            vec![("challenge", Kind::RefreshToken, Required), ("code", Kind::Code, Required)],
        ),
        route("POST", "/api/v1/auth/refresh", json!({"refresh_token": "x"}), token.clone()),
        route("POST", "/api/v1/auth/signout", json!({"refresh_token": "x"}), token),
        route(
            "PATCH",
            "/api/v1/me",
            json!({"name": "Root", "email": "root@example.org", "phone": "+4930123456", "current_password": PASSWORD}),
            vec![
                ("name", Kind::Name, Kept),
                ("email", Kind::Email, Kept),
                ("current_password", Kind::TypedPassword, Optional),
                ("phone", Kind::Phone, Clearable),
                ("language", LANGUAGES, Clearable),
                ("time_zone", Kind::TimeZone, Clearable),
                ("availability", AVAILABILITY, Kept),
                ("notifications", Kind::Choices, Kept),
                ("digests", Kind::Choices, Kept),
                ("theme", THEMES, Kept),
                ("single_keys", Kind::Flag, Kept),
            ],
        ),
        route("DELETE", "/api/v1/me/sessions", confirmation.clone(), confirmed.clone()),
        route("DELETE", "/api/v1/me/sessions/{session}", confirmation, confirmed),
        route(
            "PUT",
            "/api/v1/me/password",
            json!({"current_password": PASSWORD, "new_password": "another good one", "revoke_api_keys": false}),
            vec![
                ("current_password", Kind::TypedPassword, Required),
                ("new_password", Kind::Password, Required),
                ("revoke_api_keys", Kind::Flag, Optional),
            ],
        ),
        route("POST", "/api/v1/me/second-factor", json!({"current_password": PASSWORD}), current_password.clone()),
        route(
            "POST",
            "/api/v1/me/second-factor/confirm",
            json!({"code": "123456"}),
            vec![("code", Kind::Code, Required)],
        ),
        route("DELETE", "/api/v1/me/second-factor", json!({"current_password": PASSWORD}), current_password),
        route(
            "POST",
            "/api/v1/api-keys",
            json!({"name": "Nightly report", "scopes": ["read"], "expires_at": "2030-01-01T00:00:00Z", "current_password": PASSWORD}),
            vec![
                ("name", Kind::Name, Required),
                ("scopes", Kind::Scopes, Required),
                ("expires_at", Kind::Expiry, Clearable),
                ("current_password", Kind::TypedPassword, Optional),
            ],
        ),
        route(
            "PATCH",
            "/api/v1/users/{user}",
            json!({"name": "Robert", "role": "admin", "status": "suspended"}),
            vec![
                ("name", Kind::Name, Kept),
                ("username", Kind::Username, Kept),
                ("language", LANGUAGES, Clearable),
                ("time_zone", Kind::TimeZone, Clearable),
                ("role", ROLES, Kept),
                ("status", STATUSES, Kept),
                ("availability", AVAILABILITY, Kept),
                ("capacity", Kind::Capacity, Clearable),
                ("reachable", Kind::Flag, Kept),
            ],
        ),
        route(
            "POST",
            "/api/v1/tickets",
            json!({"title": "T", "description": "D", "priority": "high", "follow_up_of": 1, "attachments": []}),
            vec![
                ("title", Kind::Title, Required),
                ("description", Kind::Text, Required),
                ("priority", PRIORITIES, Optional),
                ("follow_up_of", Kind::OlderTicket, Optional),
                ("attachments", Kind::Files, Optional),
            ],
        ),
        route(
            "PATCH",
            "/api/v1/tickets/{ticket}",
            json!({"title": "T", "description": "D", "priority": "urgent", "status": "blocked"}),
            vec![
                ("title", Kind::Title, Kept),
                ("description", Kind::Text, Kept),
                ("priority", PRIORITIES, Kept),
                ("status", TICKET_STATUSES, Kept),
                ("assignee", Kind::Assignee, Clearable),
            ],
        ),
        route(
            "POST",
            "/api/v1/tickets/bulk",
            json!({"tickets": [1], "change": {"priority": "high"}}),
            vec![("tickets", Kind::Tickets, Required), ("change", Kind::Change, Required)],
        ),
        route(
            "POST",
            "/api/v1/tickets/{ticket}/messages",
            json!({"body": "Words", "kind": "note", "attachments": []}),
            vec![
                ("body", Kind::Text, Required),
                ("kind", Kind::Word(&["note"]), Optional),
                ("attachments", Kind::Files, Optional),
                ("seen", Kind::Message, Optional),
            ],
        ),
        route(
            "PUT",
            "/api/v1/tickets/{ticket}/rating",
            json!({"stars": 4, "comment": "Words"}),
            vec![("stars", Kind::Stars, Required), ("comment", Kind::Comment, Optional)],
        ),
        route(
            "POST",
            "/api/v1/webhooks",
            json!({"url": "https://receiver.example/", "kinds": ["assigned"], "description": "Words"}),
            vec![
                ("url", Kind::Url, Required),
                ("kinds", Kind::EventKinds, Optional),
                ("description", Kind::Description, Optional),
            ],
        ),
        route(
            "PATCH",
            "/api/v1/webhooks/{webhook}",
            json!({"url": "https://receiver.example/", "kinds": null, "description": null, "state": "active"}),
            vec![
                ("url", Kind::Url, Kept),
                ("kinds", Kind::EventKinds, Clearable),
                ("description", Kind::Description, Clearable),
                ("state", Kind::Word(&["active", "paused"]), Kept),
            ],
        ),
        route(
            "POST",
            "/api/v1/webhooks/{webhook}/redeliver",
            json!({"since": "2026-01-01T00:00:00Z", "with_delivered": true}),
            vec![("since", Kind::Moment, Required), ("with_delivered", Kind::Flag, Optional)],
        ),
        route(
            "POST",
            "/api/v1/mail/in/{incoming}/decision",
            json!({"decision": "open"}),
            vec![("decision", DECISIONS, Required), ("sender", Kind::Email, Optional)],
        ),
    ]
}

fn route(method: &'static str, path: &'static str, good: Value, fields: Vec<(&'static str, Kind, Need)>) -> Route {
    Route { method, path, good, fields }
}

/// A desk with the ticket 1 of the customer carla, the engineer bob, and a superadmin who asks for everything.
pub(super) async fn desk() -> (TestApp, Contract, Person) {
    let app = TestApp::start().await;
    app.engineer("bob").await;
    let carla = app.customer("carla").await;
    app.open_ticket(&carla, "Printer").await;
    let (contract, superadmin) = (Contract::of(&app).await, app.superadmin().await);
    (app, contract, superadmin)
}
