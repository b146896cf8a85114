use serde_json::{Value, json};
use time::Duration;

use super::moves::answered_ticket;
use crate::support::TestApp;

/// Tokens outlive the weeks that these tests let pass.
async fn patient() -> TestApp {
    let lifetimes = ["auth.refresh_token_lifetime", "auth.session_lifetime"];
    let builder = TestApp::with("auth.access_token_lifetime", "365d");
    lifetimes.into_iter().fold(builder, |builder, key| builder.setting(key, "365d")).start().await
}

#[tokio::test]
async fn a_closed_ticket_reopens_until_the_window_has_passed_and_not_a_moment_later() {
    let app = patient().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let on_time = answered_ticket(&app, &ada, &admin, "closed").await;
    let too_late = answered_ticket(&app, &ada, &admin, "closed").await;
    let resolved = answered_ticket(&app, &ada, &admin, "unresolved").await;
    app.wait(Duration::days(14));
    assert_eq!(app.ticket(&ada, &on_time).await["allowed_actions"]["reopen"], json!({"allowed": true}));
    let reopened = app.move_to(&ada, &on_time, "open").await.expect(200);
    assert_eq!((&reopened["reopen_count"], &reopened["closed_at"]), (&json!(1), &Value::Null));

    app.wait(Duration::milliseconds(1));
    for who in [&ada, &bob, &admin] {
        assert_eq!(app.ticket(who, &too_late).await["allowed_actions"]["reopen"]["allowed"], false);
        app.move_to(who, &too_late, "open").await.expect_problem(409, "reopen-window-passed");
    }
    let problem = app.say(&ada, &too_late, "It is back").await.expect_problem(409, "reopen-window-passed");
    assert!(problem["detail"].as_str().unwrap().contains("follow-up"), "{problem}");
    assert_eq!(app.ticket(&admin, &too_late).await["version"], too_late["version"]);
    let body = json!({"title": "Back", "description": "Again", "follow_up_of": too_late["number"]});
    assert_eq!(app.post(&ada, "/tickets", body).await.expect(201)["follow_up_of"], too_late["id"]);
    app.move_to(&ada, &resolved, "open").await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn the_reporters_word_reopens_and_the_staffs_does_not() {
    let mut app = patient().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    for state in ["resolved", "unresolved", "closed"] {
        let ticket = answered_ticket(&app, &ada, &admin, state).await;
        app.say(&bob, &ticket, "One more thing").await.expect(201);
        assert_eq!(app.ticket(&bob, &ticket).await["status"], state);
        app.wait(Duration::days(13));
        app.mails().await;
        app.say(&ada, &ticket, "It is back").await.expect(201);
        let now = app.ticket(&ada, &ticket).await;
        let shown = ["status", "awaiting", "reopen_count", "resolved_at", "closed_at"].map(|field| now[field].clone());
        assert_eq!(shown, [json!("open"), json!("staff"), json!(1), Value::Null, Value::Null], "{state}");
        assert_eq!(now["assignee"]["username"], "bob");
        let lines = app.history(&ada, &ticket).await;
        let expected = ["request_posted: - > - by ada".to_owned(), format!("status_changed: {state} > open by ada")];
        assert_eq!(lines[lines.len() - 2..], expected);
        let mut recipients: Vec<_> = app.mails().await.into_iter().map(|mail| mail.to).collect();
        recipients.sort_unstable();
        assert_eq!(recipients, ["admin@desk.example.com", "bob@example.com"], "the admin follows it, having answered");
    }
    let canceled = answered_ticket(&app, &ada, &admin, "canceled").await;
    for who in [&ada, &bob, &admin] {
        app.say(who, &canceled, "Hello?").await.expect_problem(409, "ticket-canceled");
    }
    assert_eq!(app.ticket(&admin, &canceled).await["message_count"], canceled["message_count"]);
    app.check_loads(&admin).await;
    app.finish().await;
}

#[tokio::test]
async fn the_former_assignee_keeps_a_reopened_ticket_only_while_eligible() {
    let app = TestApp::start().await;
    let (_bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let mut tickets = Vec::new();
    for _ in 0..5 {
        tickets.push(answered_ticket(&app, &ada, &admin, "resolved").await);
    }
    app.engineer("carl").await;
    let reopen = async |ticket: &Value| {
        let reopened = app.move_to(&ada, ticket, "open").await.expect(200);
        app.check_loads(&admin).await;
        reopened["assignee"]["username"].as_str().map(str::to_owned)
    };
    assert_eq!(reopen(&tickets[0]).await.as_deref(), Some("bob"), "kept, though carl has less to do");
    app.change_user(&admin, "bob", json!({"capacity": 1})).await;
    assert_eq!(reopen(&tickets[1]).await.as_deref(), Some("carl"), "bob is at capacity");
    app.change_user(&admin, "bob", json!({"capacity": null, "availability": "away"})).await;
    assert_eq!(reopen(&tickets[2]).await.as_deref(), Some("carl"), "bob is away");
    app.change_user(&admin, "carl", json!({"availability": "away"})).await;
    assert_eq!(reopen(&tickets[3]).await, None, "everybody is away");
    app.change_user(&admin, "bob", json!({"availability": "available", "status": "suspended"})).await;
    app.change_user(&admin, "carl", json!({"availability": "available"})).await;
    assert_eq!(app.ticket(&admin, &tickets[3]).await["assignee"]["username"], "carl", "it waited for somebody");
    app.say(&ada, &tickets[4], "Back").await.expect(201);
    assert_eq!(app.ticket(&admin, &tickets[4]).await["assignee"]["username"], "carl", "bob is suspended");
    app.finish().await;
}

#[tokio::test]
async fn who_gives_a_ticket_away_by_reopening_it_still_gets_an_answer() {
    let app = TestApp::start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let ticket = answered_ticket(&app, &ada, &admin, "resolved").await;
    app.engineer("carl").await;
    app.change_user(&admin, "bob", json!({"capacity": 0})).await;
    let reopened = app.move_to(&bob, &ticket, "open").await.expect(200);
    assert_eq!((&reopened["status"], &reopened["assignee"]["username"]), (&json!("open"), &json!("carl")));
    assert!(reopened["allowed_actions"].as_object().unwrap().values().all(|answer| answer["allowed"] == false));
    app.get(&bob, "/tickets/1").await.expect_problem(404, "not-found");
    app.finish().await;
}
