use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{Person, TestApp};

/// The published table, which the program prints from its own.
const TABLE: &str = include_str!("../../../../docs/state-machine.json");

pub(super) const STATES: &[&str] = &["open", "blocked", "resolved", "unresolved", "closed", "canceled"];

/// The moves under the default policies.
pub(super) fn table() -> Vec<(String, String, String)> {
    let mut rows: Vec<Value> = serde_json::from_str(TABLE).unwrap();
    rows.retain(|row| row["policy"].is_null());
    let word = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    rows.iter().map(|row| (word(row, "from"), word(row, "action"), word(row, "to"))).collect()
}

/// Who may make a move at all: docs/domain.md section 3, under the default policies.
fn may(role: &str, action: &str) -> bool {
    match action {
        "block" | "unblock" | "mark_unresolved" => role != "reporter",
        "resolve" | "close" | "reopen" => true,
        "cancel" => role == "reporter",
        other => panic!("no such move: {other}"),
    }
}

/// A ticket in this state, with one response.
pub(super) async fn answered_ticket(app: &TestApp, ada: &Person, admin: &Person, state: &str) -> Value {
    let ticket = app.open_ticket(ada, state).await;
    app.say(admin, &ticket, "We look into it.").await.expect(201);
    match state {
        "open" => {}
        "canceled" => drop(app.move_to(ada, &ticket, state).await.expect(200)),
        _ => drop(app.move_to(admin, &ticket, state).await.expect(200)),
    }
    app.ticket(admin, &ticket).await
}

#[tokio::test]
async fn every_move_of_every_role_is_made_or_refused_as_the_table_says() {
    let app = TestApp::with("mail.concurrency", 64).start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.admin("eve").await);
    let superadmin = app.superadmin().await;
    let table = table();
    assert_eq!(table.len(), 17);
    for from in STATES {
        for (role, who) in [("reporter", &ada), ("assignee", &bob), ("admin", &admin), ("superadmin", &superadmin)] {
            let mut ticket = answered_ticket(&app, &ada, &admin, from).await;
            for to in STATES {
                let action = table.iter().find(|row| row.0 == *from && row.2 == *to).map(|row| row.1.as_str());
                // Past what was done a moment ago: a change that is made at the same time counts as made after it.
                app.wait(time::Duration::seconds(1));
                let answer = app.move_to(who, &ticket, to).await;
                let case = format!("{role} moves {from} to {to}: {}", answer.body);
                match action {
                    _ if from == to => assert_eq!(answer.expect(200)["version"], ticket["version"], "{case}"),
                    None => {
                        let problem = answer.expect_problem(409, "illegal-transition");
                        let moves = table.iter().filter(|row| row.0 == *from && may(role, &row.1));
                        let expected: BTreeSet<_> = moves.map(|row| row.1.as_str()).collect();
                        let named = problem["allowed"].as_array().unwrap();
                        assert_eq!(
                            named.iter().map(|m| m.as_str().unwrap()).collect::<BTreeSet<_>>(),
                            expected,
                            "{case}"
                        );
                        assert!(
                            named.iter().all(|m| problem["detail"].as_str().unwrap().contains(m.as_str().unwrap()))
                        );
                    }
                    Some(action) if !may(role, action) => drop(answer.expect_problem(403, "forbidden")),
                    Some(action) => {
                        check_moved(&app, who, &ticket, &answer.expect(200), from, to, action).await;
                        ticket = answered_ticket(&app, &ada, &admin, from).await;
                    }
                }
            }
        }
    }
    app.check_loads(&superadmin).await;
    app.finish().await;
}

async fn check_moved(app: &TestApp, who: &Person, before: &Value, after: &Value, from: &str, to: &str, action: &str) {
    let reopened = u64::from(action == "reopen");
    assert_eq!(after["status"], to);
    assert_eq!(after["version"], before["version"].as_u64().unwrap() + 1);
    assert_eq!(after["reopen_count"], before["reopen_count"].as_u64().unwrap() + reopened);
    let now = &after["updated_at"];
    let resolved_at = match (from, to) {
        (_, "resolved") => now,
        ("resolved", "closed") => &before["resolved_at"],
        _ => &Value::Null,
    };
    assert_eq!(after["resolved_at"], *resolved_at, "{from} to {to}");
    assert_eq!(after["closed_at"], if to == "closed" { now.clone() } else { Value::Null }, "{from} to {to}");
    let line = format!("status_changed: {from} > {to} by {}", who.username);
    assert_eq!(app.history(who, before).await.last(), Some(&line));
    app.wait(time::Duration::milliseconds(3));
}

#[tokio::test]
async fn nobody_else_moves_a_ticket() {
    let app = TestApp::start().await;
    let (_bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let strangers = [app.customer("ben").await, app.engineer("carl").await];
    app.change_user(&admin, "carl", json!({"availability": "away"})).await;
    for from in STATES {
        let ticket = answered_ticket(&app, &ada, &admin, from).await;
        assert_eq!(ticket["assignee"]["username"], "bob");
        for to in STATES {
            for stranger in &strangers {
                app.move_to(stranger, &ticket, to).await.expect_problem(404, "not-found");
            }
        }
        assert_eq!(app.ticket(&admin, &ticket).await, ticket);
    }
    app.finish().await;
}

#[tokio::test]
async fn staff_resolve_only_after_an_answer_and_the_reporter_whenever_they_like() {
    let app = TestApp::start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Unanswered").await;
    app.note(&bob, &ticket, "A note is no answer").await.expect(201);
    app.say(&ada, &ticket, "Nor is the reporter's word").await.expect(201);
    for who in [&bob, &admin] {
        app.move_to(who, &ticket, "resolved").await.expect_problem(409, "response-required");
        assert_eq!(app.ticket(who, &ticket).await["allowed_actions"]["resolve"]["allowed"], false);
    }
    assert_eq!(app.ticket(&ada, &ticket).await["allowed_actions"]["resolve"], json!({"allowed": true}));
    app.say(&admin, &ticket, "This is one").await.expect(201);
    assert_eq!(app.ticket(&bob, &ticket).await["allowed_actions"]["resolve"], json!({"allowed": true}));
    app.move_to(&bob, &ticket, "resolved").await.expect(200);
    let other = app.open_ticket(&ada, "Never answered").await;
    app.move_to(&ada, &other, "resolved").await.expect(200);
    app.finish().await;
}
