//! The mails about a ticket: recipient, reason, outcome, and the answer of the mail server.

use deskhand_tests::smtp::{Misbehavior, Moment};
use serde_json::{Value, json};
use time::Duration;

use crate::support::{Contract, TestApp};

const ROUTE: &str = "/api/v1/tickets/{ticket}/notifications";

/// The receipts of a ticket by `recipient: reason, kind, state, attempts`.
fn lines(receipts: &[Value]) -> Vec<String> {
    let line = |receipt: &Value| {
        let word = |name: &str| receipt[name].as_str().unwrap().to_owned();
        let to = receipt["recipient"]["username"].as_str().unwrap();
        format!("{to}: {}, {}, {}, {}", word("reason"), word("kind"), word("state"), receipt["attempts"])
    };
    let mut lines: Vec<_> = receipts.iter().map(line).collect();
    lines.sort_unstable();
    lines
}

fn to<'a>(receipts: &'a [Value], username: &str) -> &'a Value {
    receipts.iter().find(|receipt| receipt["recipient"]["username"] == username).unwrap()
}

#[tokio::test]
async fn staff_see_who_was_told_why_and_what_the_mail_server_said() {
    let mut app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    app.mails().await;
    app.open_ticket(&ada, "No paper").await;
    let path = "/tickets/1/notifications";
    let waiting = app.rows(&bob, path).await;
    let expected = [
        "ada: reporter, ticket_opened, pending, 0",
        "admin: admin, ticket_opened, pending, 0",
        "bob: assignee, ticket_opened, pending, 0",
    ];
    assert_eq!(lines(&waiting), expected);
    assert_eq!(waiting[0]["next_attempt_at"], "2026-01-05T09:00:00.000Z");

    app.smtp.always_for("ada@example.com", Misbehavior::answer(550, "5.1.1 <ada@example.com>: no such user"));
    app.smtp.always_for("admin@desk.example.com", Misbehavior::answer(451, "4.7.1 greylisted"));
    app.smtp.once(Moment::FinalDot, Misbehavior::answer(250, "2.0.0 Ok: queued as 4Yx1"));
    app.mails().await;
    let receipts = app.rows(&bob, path).await;
    let expected = [
        "ada: reporter, ticket_opened, dead, 1",
        "admin: admin, ticket_opened, pending, 1",
        "bob: assignee, ticket_opened, sent, 1",
    ];
    assert_eq!(lines(&receipts), expected);

    let sent = to(&receipts, "bob");
    assert_eq!((&sent["last_answer"], &sent["last_error"]), (&json!("250 2.0.0 Ok: queued as 4Yx1"), &Value::Null));
    assert_eq!((&sent["sent_at"], &sent["next_attempt_at"]), (&json!("2026-01-05T09:00:00.000Z"), &Value::Null));
    assert_eq!(sent["ticket"], json!({"id": sent["ticket"]["id"], "number": 1, "title": "No paper"}));

    let waits = to(&receipts, "admin");
    assert!(waits["last_error"].as_str().unwrap().ends_with("451 4.7.1 greylisted"), "{waits}");
    assert!(waits["next_attempt_at"].as_str().unwrap() > "2026-01-05T09:00:00.000Z", "{waits}");

    let dead = to(&receipts, "ada");
    let words = dead["last_error"].as_str().unwrap();
    assert!(words.contains("550 5.1.1") && words.ends_with("no such user"), "{words}");
    assert!(!words.contains('@') && dead["address"].is_null(), "an engineer does not learn her address: {words}");
    assert_eq!(dead["last_answer"], dead["last_error"]);
    let seen_by_admin = app.rows(&app.superadmin().await, path).await;
    let dead = to(&seen_by_admin, "ada");
    assert_eq!(dead["address"], "ada@example.com");
    assert!(dead["last_error"].as_str().unwrap().contains("<ada@example.com>"), "{dead}");

    app.smtp.behave();
    app.wait(Duration::minutes(1));
    app.mails().await;
    let bob = app.sign_in("bob").await;
    assert_eq!(to(&app.rows(&bob, path).await, "admin")["attempts"], 2);
    app.stop().await;
}

#[tokio::test]
async fn receipts_come_oldest_first_page_by_page() {
    let app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let ticket = app.open_ticket(&ada, "No paper").await;
    for n in 1..=5 {
        app.wait(Duration::SECOND);
        app.say(&bob, &ticket, &format!("Words {n}")).await.expect(201);
    }
    let all = app.rows(&bob, "/tickets/1/notifications").await;
    assert_eq!(all.len(), 3 + 5);
    assert!(all.is_sorted_by_key(|receipt| receipt["created_at"].as_str().unwrap().to_owned()));

    let contract = Contract::of(&app).await;
    let mut seen = Vec::new();
    let mut path = "/tickets/1/notifications?limit=3".to_owned();
    loop {
        let answer = app.get(&bob, &path).await;
        contract.check(&contract.operation("GET", ROUTE), &answer);
        let page = answer.expect(200);
        seen.extend(page["data"].as_array().unwrap().clone());
        let Some(cursor) = page["page"]["next_cursor"].as_str() else { break };
        path = format!("/tickets/1/notifications?limit=3&cursor={cursor}");
    }
    assert_eq!(seen, all);
    app.finish().await;
}

#[tokio::test]
async fn receipts_are_for_those_who_read_the_notes() {
    let app = TestApp::start().await;
    app.engineer("bob").await;
    let (ada, cyn) = (app.customer("ada").await, app.customer("cyn").await);
    app.open_ticket(&ada, "No paper").await;
    app.get(&ada, "/tickets/1/notifications").await.expect_problem(403, "forbidden");
    app.get(&cyn, "/tickets/1/notifications").await.expect_problem(404, "not-found");
    app.get(&cyn, "/tickets/99/notifications").await.expect_problem(404, "not-found");
    app.finish().await;
}

#[tokio::test]
async fn a_mail_that_nobody_was_to_get_any_more_says_so() {
    let mut app = TestApp::start().await;
    let admin = app.superadmin().await;
    let ada = app.customer("ada").await;
    app.open_ticket(&ada, "No paper").await;
    app.delete(&admin, "/users/ada").await.expect(204);
    app.mails().await;
    let receipts = app.rows(&admin, "/tickets/1/notifications").await;
    let dropped = receipts.iter().find(|receipt| receipt["reason"] == "reporter").unwrap();
    assert_eq!((&dropped["state"], &dropped["last_answer"]), (&"dropped".into(), &"the recipient was removed".into()));
    assert_eq!((&dropped["recipient"]["name"], &dropped["address"]), (&"removed user".into(), &Value::Null));
    app.finish().await;
}
