use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Person, TestApp};

/// Every way to touch a ticket, with a body that would do for those who may.
const DOORS: &[(&str, &str, &str)] = &[
    ("GET", "", "null"),
    ("PATCH", "", r#"{"title": "Mine now"}"#),
    ("PATCH", "", r#"{"status": "closed"}"#),
    ("PATCH", "", r#"{"assignee": "auto"}"#),
    ("DELETE", "", "null"),
    ("POST", "/take", "{}"),
    ("GET", "/messages", "null"),
    ("POST", "/messages", r#"{"body": "Hello"}"#),
    ("POST", "/messages", r#"{"body": "Hello", "kind": "note"}"#),
    ("GET", "/history", "null"),
    ("GET", "/assignment", "null"),
    ("GET", "/followers", "null"),
    ("PUT", "/followers/ada", "null"),
    ("DELETE", "/followers/ada", "null"),
];

async fn knock(app: &TestApp, who: &Person, method: &str, path: &str, body: &str) -> Answer {
    let request = app.request(Method::from_bytes(method.as_bytes()).unwrap(), path).bearer_auth(&who.token);
    let body: Value = serde_json::from_str(body).unwrap();
    app.send(if body.is_null() { request } else { request.json(&body) }).await
}

#[tokio::test]
async fn to_strangers_a_ticket_is_one_that_does_not_exist_at_every_door() {
    let app = TestApp::start().await;
    let (_bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Private").await;
    let mut own = app.open_ticket(&admin, "Waits for nobody").await;
    let strangers = [app.customer("ben").await, app.engineer("carl").await];
    app.change_ticket(&admin, &own, json!({"assignee": null})).await.expect(200);
    let before = app.ticket(&admin, &ticket).await;
    own = app.ticket(&admin, &own).await;
    let missing_id = "019b8d3e-0000-7000-8000-000000000000";
    for stranger in strangers {
        for (method, rest, body) in DOORS {
            let mut seen = Vec::new();
            for key in ["1", "2", "999", before["id"].as_str().unwrap(), missing_id] {
                let answer = knock(&app, &stranger, method, &format!("/tickets/{key}{rest}"), body).await;
                let mut problem = answer.expect_problem(404, "not-found");
                problem["request_id"].take();
                let mut headers: BTreeSet<_> = answer.headers.keys().map(ToString::to_string).collect();
                // Whether the connection survives an unread body depends on timing.
                headers.remove("connection");
                seen.push((problem, headers));
            }
            for one in &seen {
                assert_eq!(*one, seen[0], "{method} {rest}");
            }
        }
        assert!(app.rows(&stranger, "/tickets").await.is_empty());
        assert!(app.rows(&stranger, "/tickets?reporter=ada").await.is_empty());
        assert!(app.rows(&stranger, "/tickets?q=Private").await.is_empty());
        let counted = app.get(&stranger, "/tickets?count=true").await.expect(200);
        assert_eq!(counted["page"]["total"], 0);
    }
    assert_eq!(app.ticket(&admin, &ticket).await, before);
    assert_eq!(app.ticket(&admin, &own).await, own);
    app.finish().await;
}

#[tokio::test]
async fn nobody_touches_a_ticket_without_a_sign_in() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.open_ticket(&ada, "Locked").await;
    let nobody = Person { token: "nonsense".to_owned(), ..ada.clone() };
    for (method, rest, body) in DOORS {
        let answer = knock(&app, &nobody, method, &format!("/tickets/1{rest}"), body).await;
        answer.expect_problem(401, "unauthenticated");
        assert!(answer.header("www-authenticate").starts_with("Bearer"));
    }
    assert_eq!(app.get(&ada, "/tickets/1").await.expect(200)["version"], 1);
    app.finish().await;
}

#[tokio::test]
async fn a_ticket_goes_out_of_sight_with_its_engineer() {
    let app = TestApp::start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Wanders").await;
    app.ticket(&bob, &ticket).await;
    let carl = app.engineer("carl").await;
    app.change_ticket(&admin, &ticket, json!({"assignee": "carl"})).await.expect(200);
    app.get(&bob, "/tickets/1").await.expect_problem(404, "not-found");
    assert!(app.rows(&bob, "/tickets").await.is_empty());
    assert_eq!(app.rows(&carl, "/tickets").await.len(), 1);
    let own = app.open_ticket(&bob, "Bob's own").await;
    assert_eq!(own["assignee"]["username"], "carl", "never its reporter");
    assert_eq!(app.rows(&bob, "/tickets").await.len(), 1);
    app.move_to(&bob, &own, "canceled").await.expect(200);
    app.finish().await;
}
