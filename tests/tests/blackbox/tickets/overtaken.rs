use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Person, TestApp, path_of};

async fn answer(app: &TestApp, who: &Person, ticket: &Value, words: &str, seen: &Value) -> Answer {
    app.post(who, &format!("{}/messages", path_of(ticket)), json!({"body": words, "seen": seen})).await
}

async fn keyed(app: &TestApp, who: &Person, key: &str, body: &Value) -> Answer {
    let request = app.request(Method::POST, "/tickets/1/messages").header("idempotency-key", key).json(body);
    app.send(request.bearer_auth(&who.token)).await
}

/// The id of the last message that this person can read.
async fn last_seen(app: &TestApp, who: &Person) -> Value {
    app.rows(who, "/tickets/1/messages").await.last().unwrap()["id"].clone()
}

#[tokio::test]
async fn an_answer_that_does_not_know_of_a_newer_message_is_refused() {
    let app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    let first = last_seen(&app, &bob).await;
    app.say(&ada, &ticket, "It was the plug").await.expect(201);
    app.say(&ada, &ticket, "Never mind").await.expect(201);

    let refused = answer(&app, &bob, &ticket, "Have you tried water?", &first).await;
    assert_eq!(refused.expect_problem(409, "overtaken")["newer"], 2);
    assert_eq!(app.ticket(&bob, &ticket).await["message_count"], 3, "it was not posted");
    let newest = last_seen(&app, &bob).await;
    answer(&app, &bob, &ticket, "Good.", &newest).await.expect(201);
    app.say(&ada, &ticket, "Thank you").await.expect(201);
    app.say(&bob, &ticket, "Any time").await.expect(201);
    app.finish().await;
}

#[tokio::test]
async fn a_customer_is_not_overtaken_by_a_note() {
    let app = TestApp::start().await;
    let (bob, ada, root) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    let first = last_seen(&app, &ada).await;
    let note = app.note(&bob, &ticket, "An old one").await.expect(201)["id"].clone();

    let by_note = answer(&app, &ada, &ticket, "Hello?", &note).await;
    let by_nothing = answer(&app, &ada, &ticket, "Hello?", &json!("018f3c1e-7b7e-7c3a-9d5e-2f1b6a4c8d90")).await;
    for unknown in [by_note, by_nothing] {
        let problem = unknown.expect_problem(422, "invalid-fields");
        assert_eq!(problem["errors"].as_array().unwrap().len(), 1);
        assert_eq!(
            (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]),
            (&json!("/seen"), &json!("format"))
        );
    }
    answer(&app, &root, &ticket, "We look", &first).await.expect_problem(409, "overtaken");
    answer(&app, &ada, &ticket, "Hello?", &first).await.expect(201);
    app.finish().await;
}

#[tokio::test]
async fn a_retry_of_a_message_is_not_overtaken_by_itself_nor_by_later_ones() {
    let app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    let first = last_seen(&app, &bob).await;
    let body = json!({"body": "Have you tried?", "seen": first});
    let posted = keyed(&app, &bob, "k", &body).await.expect(201);
    app.say(&ada, &ticket, "I have").await.expect(201);
    assert_eq!(keyed(&app, &bob, "k", &body).await.expect(201), posted);

    keyed(&app, &bob, "other", &body).await.expect_problem(409, "overtaken");
    let aware = json!({"body": "Have you tried?", "seen": last_seen(&app, &bob).await});
    keyed(&app, &bob, "other", &aware).await.expect(201);
    assert_eq!(app.ticket(&bob, &ticket).await["message_count"], 4);
    app.finish().await;
}

#[tokio::test]
async fn of_two_who_answer_at_once_one_learns_of_the_other() {
    let app = TestApp::start().await;
    let (bob, ada, root) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    for _ in 0..5 {
        let newest = last_seen(&app, &bob).await;
        let (one, other) = tokio::join!(
            answer(&app, &bob, &ticket, "Have you tried?", &newest),
            answer(&app, &root, &ticket, "Have you tried?", &newest),
        );
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409]);
    }
    app.finish().await;
}
