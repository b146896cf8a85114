use deskhand_domain::permissions::KeyAccess;
use deskhand_http::ROUTES;
use serde_json::json;
use time::Duration;

use super::cast::{COLUMNS, WalkPeople};
use super::rows::{ROWS, Row};
use super::walk::request_of;
use crate::support::{Answer, Person, TestApp};

/// What the superadmin's session gets.
fn of_session(row: &Row) -> u16 {
    row.expected[COLUMNS - 1]
}

fn is_public(row: &Row) -> bool {
    row.expected[0] != 401
}

/// What a row asks of a key. The account of the owner is theirs alone, whichever way leads to it.
fn asked_of_key(row: &Row) -> KeyAccess {
    let rule = ROUTES.iter().find(|rule| (rule.method, rule.path) == (row.method, row.route)).unwrap();
    if row.of.contains("{me}") && row.method != "GET" { KeyAccess::SessionOnly } else { rule.key }
}

/// Whether a row makes, changes or removes an admin: not even a key that may write does that.
fn concerns_an_admin(row: &Row) -> bool {
    row.route.starts_with("/api/v1/users")
        && row.method != "GET"
        && format!("{} {}", row.of, row.body).contains("admin")
}

async fn send(app: &TestApp, cast: &mut WalkPeople, row: &Row, program: &Person) -> Answer {
    let (path, body) = request_of(app, cast, row, Some(program)).await;
    app.call(Some(program), row.method, &path, body.as_ref()).await
}

#[track_caller]
fn is_refused(answer: &Answer, asked: KeyAccess) {
    let scope = match asked {
        KeyAccess::Read => "read",
        KeyAccess::Write => "write",
        KeyAccess::RegisterStaff => "staff:register",
        KeyAccess::DeliverMail => "mail:deliver",
        KeyAccess::SessionOnly => {
            answer.expect_problem(403, "session-required");
            return;
        }
    };
    let problem = answer.expect_problem(403, "insufficient-scope");
    assert_eq!(problem["scope"], scope);
    assert!(problem["detail"].as_str().unwrap().ends_with(scope), "{problem}");
}

#[tokio::test]
async fn a_key_that_may_read_reads_what_its_owner_may_and_changes_nothing() {
    let app = TestApp::start().await;
    let mut cast = WalkPeople::assemble(&app).await;
    let program = app.program(&cast.superadmin, &["read"]).await;
    for row in ROWS.iter().filter(|row| !is_public(row)) {
        let answer = send(&app, &mut cast, row, &program).await;
        match asked_of_key(row) {
            KeyAccess::Read => assert_eq!(answer.status, of_session(row), "{} {}", row.method, row.route),
            asked => is_refused(&answer, asked),
        }
    }
    app.finish().await;
}

#[tokio::test]
async fn a_key_that_may_write_does_what_its_owner_may_but_for_keys_password_account_and_admins() {
    let app = TestApp::start().await;
    let mut cast = WalkPeople::assemble(&app).await;
    let program = app.program(&cast.superadmin, &["write"]).await;
    for row in ROWS.iter().filter(|row| !is_public(row)) {
        let answer = send(&app, &mut cast, row, &program).await;
        match asked_of_key(row) {
            asked @ (KeyAccess::SessionOnly | KeyAccess::DeliverMail) => is_refused(&answer, asked),
            _ if concerns_an_admin(row) => is_refused(&answer, KeyAccess::SessionOnly),
            _ => assert_eq!(answer.status, of_session(row), "{} {}: {}", row.method, row.route, answer.body),
        }
    }
    app.finish().await;
}

#[tokio::test]
async fn a_key_that_registers_staff_does_nothing_else() {
    let app = TestApp::start().await;
    let mut cast = WalkPeople::assemble(&app).await;
    let program = app.program(&cast.superadmin, &["staff:register"]).await;
    for row in ROWS {
        let answer = send(&app, &mut cast, row, &program).await;
        if is_public(row) {
            assert_eq!(answer.status, row.expected[0], "{} {}: {}", row.method, row.route, answer.body);
        } else {
            is_refused(&answer, asked_of_key(row));
        }
    }
    app.finish().await;
}

#[tokio::test]
async fn a_key_that_is_no_good_opens_no_door() {
    let app = TestApp::start().await;
    let mut cast = WalkPeople::assemble(&app).await;
    let all = ["read", "write", "staff:register", "mail:deliver"];
    let superadmin = cast.superadmin.clone();
    let key = app.make_key(&superadmin, &all).await["key"].as_str().unwrap().to_owned();
    let other = app.make_key(&superadmin, &all).await["key"].as_str().unwrap().to_owned();
    let expires = json!({"name": "Short", "scopes": all, "expires_at": "2026-01-05T09:01:00Z"});
    let expired = app.post(&superadmin, "/api-keys", expires).await.expect(201)["key"].as_str().unwrap().to_owned();
    let revoked = app.make_key(&superadmin, &all).await;
    app.delete(&superadmin, &format!("/api-keys/{}", revoked["id"].as_str().unwrap())).await.expect(204);
    app.wait(Duration::minutes(1));
    // 3 characters of the beginning, 32 of the id, one between, then the secret.
    let (id, secret) = (&key[3..35], &key[36..]);
    let bad = [
        expired,
        revoked["key"].as_str().unwrap().to_owned(),
        format!("dh_{id}_{}", &other[36..]),
        format!("dh_{id}_"),
        format!("dh_{id}_{}", &secret[..secret.len() - 1]),
        format!("dh_{id}_{secret}A"),
        format!("dh_{}_{secret}", id.to_uppercase()),
        format!("DH_{id}_{secret}"),
        format!("dh_{id}{secret}"),
        format!("dh_{}_{secret}", "0".repeat(32)),
        format!("dh_{id}_{}", secret.to_uppercase()),
        "dh_".to_owned(),
        "dh__".to_owned(),
    ];
    let good = Person { token: key.clone(), ..superadmin.clone() };
    app.get(&good, "/me").await.expect(200);

    for row in ROWS.iter().filter(|row| !is_public(row)) {
        let (path, body) = request_of(&app, &mut cast, row, Some(&superadmin)).await;
        for token in &bad {
            let program = Person { token: token.clone(), ..superadmin.clone() };
            let answer = app.call(Some(&program), row.method, &path, body.as_ref()).await;
            answer.expect_problem(401, "unauthenticated");
        }
    }
    for token in bad.iter().filter(|token| token.starts_with("dh_")) {
        let program = Person { token: token.clone(), ..superadmin.clone() };
        let account = TestApp::account("nina", "engineer");
        app.post(&program, "/auth/signup", account).await.expect_problem(401, "unauthenticated");
    }
    app.finish().await;
}
