use std::collections::BTreeSet;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Person, TestApp, path_of};

const FIELDS: &[&str] = &[
    "assignee",
    "awaiting",
    "closed_at",
    "created_at",
    "description",
    "first_response_at",
    "follow_up_of",
    "followers",
    "id",
    "message_count",
    "number",
    "priority",
    "rating",
    "reopen_count",
    "reporter",
    "resolved_at",
    "status",
    "taken_at",
    "title",
    "updated_at",
    "version",
];

const ACTIONS: &[&str] = &[
    "block",
    "cancel",
    "change_assignee",
    "change_followers",
    "change_priority",
    "close",
    "delete",
    "edit",
    "hand_back",
    "mark_unresolved",
    "rate",
    "reopen",
    "reply",
    "resolve",
    "take",
    "unblock",
    "unfollow",
    "write_note",
];

fn keys(object: &Value) -> Vec<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect::<BTreeSet<_>>().into_iter().collect()
}

#[tokio::test]
async fn a_new_ticket_has_every_documented_field_and_no_other_whoever_reads_it() {
    let app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let (admin, superadmin) = (app.admin("eve").await, app.superadmin().await);

    let answer = app.post(&ada, "/tickets", json!({"title": "No paper", "description": "Tray\n\nempty"})).await;
    let ticket = answer.expect(201);
    assert_eq!(answer.header("location"), "/api/v1/tickets/1");
    assert_eq!(answer.header("etag"), "\"1\"");
    assert_eq!(answer.header("content-type"), "application/json");
    let person = |who: &Person, role: &str| json!({"id": who.id, "username": who.username, "name": format!("{} the {role}", who.username)});
    let mut expected = json!({
        "id": ticket["id"], "number": 1, "title": "No paper", "description": "Tray\n\nempty", "priority": "low",
        "status": "open", "awaiting": "staff", "reporter": person(&ada, "customer"),
        "assignee": person(&bob, "engineer"), "taken_at": null, "first_response_at": null, "resolved_at": null,
        "closed_at": null, "reopen_count": 0, "follow_up_of": null, "followers": [], "message_count": 1,
        "created_at": "2026-01-05T09:00:00.000Z", "updated_at": "2026-01-05T09:00:00.000Z", "version": 1,
        "attachments": [], "muted": false, "rating": null, "allowed_actions": ticket["allowed_actions"],
    });
    assert_eq!(ticket, expected);
    assert_eq!(ticket["id"].as_str().unwrap().parse::<Uuid>().unwrap().get_version_num(), 7);

    for who in [&ada, &bob, &admin, &superadmin] {
        let mut read = app.get(who, "/tickets/1").await.expect(200);
        assert_eq!(keys(&read["allowed_actions"]), ACTIONS, "{}", who.username);
        for (action, answer) in read["allowed_actions"].as_object().unwrap() {
            let shape: &[&str] = if answer["allowed"] == true { &["allowed"] } else { &["allowed", "reason"] };
            assert_eq!(keys(answer), shape, "{action} for {}", who.username);
        }
        read["allowed_actions"].take();
        expected["allowed_actions"].take();
        assert_eq!(read, expected, "{}", who.username);
        let row = &app.rows(who, "/tickets").await[0];
        assert_eq!(keys(row), FIELDS, "{}", who.username);
        assert!(FIELDS.iter().all(|field| row[field] == expected[field]), "{row}");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_ticket_is_found_by_number_and_by_id_and_what_is_missing_or_hidden_looks_the_same() {
    let app = TestApp::start().await;
    let (ada, ben) = (app.customer("ada").await, app.customer("ben").await);
    let ticket = app.open_ticket(&ada, "Mine").await;

    let by_number = app.get(&ada, "/tickets/1").await;
    let by_id = app.get(&ada, &format!("/tickets/{}", ticket["id"].as_str().unwrap())).await;
    assert_eq!(by_number.expect(200), ticket);
    assert_eq!(by_id.expect(200), ticket);
    assert_eq!((by_number.header("etag"), by_id.header("etag")), ("\"1\"".into(), "\"1\"".into()));

    let hidden = app.get(&ben, "/tickets/1").await.expect_problem(404, "not-found");
    let unknown_id = ticket["id"].as_str().unwrap().replace(['0', '1'], "2");
    for missing in ["2", "0", "-1", "+1", "1.0", "one", "99999999999999999999", unknown_id.as_str()] {
        let problem = app.get(&ben, &format!("/tickets/{missing}")).await.expect_problem(404, "not-found");
        assert_eq!(problem["detail"], hidden["detail"], "{missing}");
        assert_eq!(keys(&problem), keys(&hidden), "{missing}");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_ticket_takes_every_priority_and_the_longest_texts() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let (title, text) = ("ß".repeat(200), "ü\n".repeat(32_767) + "ü😀");
    assert_eq!(text.chars().count(), 65_536);
    for priority in ["low", "medium", "high", "urgent"] {
        let body = json!({"title": title, "description": text, "priority": priority});
        let ticket = app.post(&ada, "/tickets", body).await.expect(201);
        assert_eq!(ticket["priority"], priority);
        assert_eq!(ticket["title"], title);
        assert_eq!(ticket["description"], text);
    }
    app.finish().await;
}

#[tokio::test]
async fn a_ticket_that_breaks_a_rule_names_every_field_and_is_not_opened() {
    let mut app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.mails().await;
    let good = json!({"title": "Good", "description": "Good"});
    let with = |field: &str, value: Value| {
        let mut body = good.clone();
        body[field] = value;
        body
    };
    let wrong = [
        (json!({}), vec!["/description", "/title"]),
        (with("title", json!("")), vec!["/title"]),
        (with("title", json!("  \t ")), vec!["/title"]),
        (with("title", json!("two\nlines")), vec!["/title"]),
        (with("title", json!("ß".repeat(201))), vec!["/title"]),
        (with("title", json!(7)), vec!["/title"]),
        (with("title", Value::Null), vec!["/title"]),
        (with("description", json!("")), vec!["/description"]),
        (with("description", json!("x".repeat(65_537))), vec!["/description"]),
        (with("priority", json!("critical")), vec!["/priority"]),
        (with("priority", json!("LOW")), vec!["/priority"]),
        (with("priority", json!(1)), vec!["/priority"]),
        (with("status", json!("open")), vec!["/status"]),
        (with("assignee", json!("bob")), vec!["/assignee"]),
        (with("follow_up_of", json!(77)), vec!["/follow_up_of"]),
        (with("follow_up_of", json!("seven")), vec!["/follow_up_of"]),
        (with("follow_up_of", json!([1])), vec!["/follow_up_of"]),
        (json!({"title": "", "description": "", "priority": "x"}), vec!["/description", "/priority", "/title"]),
    ];
    for (body, pointers) in wrong {
        let problem = app.post(&ada, "/tickets", body.clone()).await.expect_problem(422, "invalid-fields");
        let named: BTreeSet<_> = problem["errors"].as_array().unwrap().iter().map(|e| e["pointer"].as_str()).collect();
        assert_eq!(named, pointers.into_iter().map(Some).collect(), "{problem}");
        for error in problem["errors"].as_array().unwrap() {
            assert_eq!(keys(error), ["code", "detail", "pointer"], "{error}");
        }
    }
    assert!(app.rows(&ada, "/tickets").await.is_empty());
    assert!(app.mails().await.is_empty());
    assert_eq!(app.post(&ada, "/tickets", good).await.expect(201)["number"], 1, "a refusal uses up no number");
    app.finish().await;
}

#[tokio::test]
async fn a_follow_up_names_an_older_ticket_that_its_reporter_can_see() {
    let app = TestApp::start().await;
    let (ada, ben, bob) = (app.customer("ada").await, app.customer("ben").await, app.engineer("bob").await);
    let old = app.open_ticket(&ada, "Old").await;
    let follow = |older: Value| json!({"title": "New", "description": "Again", "follow_up_of": older});
    for older in [json!(1), json!("1"), old["id"].clone()] {
        let new = app.post(&ada, "/tickets", follow(older.clone())).await.expect(201);
        assert_eq!(new["follow_up_of"], old["id"], "{older}");
        assert_eq!(app.ticket(&bob, &new).await["follow_up_of"], old["id"]);
    }
    let none = app.post(&ada, "/tickets", follow(Value::Null)).await.expect(201);
    assert_eq!(none["follow_up_of"], Value::Null);

    let hidden = app.post(&ben, "/tickets", follow(json!(1))).await.expect_problem(422, "invalid-fields");
    let missing = app.post(&ben, "/tickets", follow(json!(999))).await.expect_problem(422, "invalid-fields");
    assert_eq!(hidden["errors"], missing["errors"]);
    assert!(app.rows(&ben, "/tickets").await.is_empty());
    assert_eq!(path_of(&none), "/tickets/5");
    app.finish().await;
}
