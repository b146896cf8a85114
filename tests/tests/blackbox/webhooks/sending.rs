//! What a receiver is sent.

use deskhand_tests::receiver::{Receiver, Reply};
use serde_json::{Value, json};
use time::Duration;

use super::support::{desk, is_signed, path, payload, types};
use crate::support::feed::{poll_all, soon, until_in_feed};
use crate::support::{Contract, TestApp, path_of};

#[tokio::test]
async fn an_event_arrives_as_the_feed_shows_it_and_signed() {
    let (app, root, receiver) = desk().await;
    let webhook = app.webhook(&root, &receiver, &["ticket_opened", "note_posted"]).await;
    let secret = webhook["secret"].as_str().unwrap();
    assert_eq!(webhook["kinds"], json!(["ticket_opened", "note_posted"]));
    let ada = app.customer("ada").await;
    let bob = app.engineer("bob").await;
    let ticket = app.open_ticket(&ada, "The lamp ü is out").await;
    app.note(&bob, &ticket, "A secret of the staff").await.expect(201);
    app.send_webhooks(&root, &ticket).await;

    let received = receiver.take();
    assert_eq!(types(&received), ["ticket.ticket_opened", "ticket.note_posted"]);
    let feed = poll_all(&app, &root, 100).await;
    for one in &received {
        assert_eq!(one.target, "/hooks");
        assert_eq!(one.header("content-type"), "application/json");
        assert!(is_signed(one, secret), "{one:?}");
        let payload = payload(one);
        let event = feed.iter().find(|event| event["id"] == payload["data"]["id"]).unwrap();
        assert_eq!((&payload["data"], &payload["timestamp"]), (event, &event["at"]));
        // The event says that there is a note, and not what it says.
        assert!(!one.body.contains("A secret of the staff"));
    }
    app.finish().await;
}

/// Everything that every admin may know: what happens to the accounts of admins is for superadmins, and all admins see the deliveries.
#[tokio::test]
async fn a_webhook_without_kinds_is_sent_everything_but_of_admins_once() {
    let (app, root, receiver) = desk().await;
    let alice = app.admin("alice").await;
    app.webhook(&root, &receiver, &[]).await;
    let ada = app.customer("ada").await;
    app.patch(&alice, "/me", json!({"name": "Alice of the desk"})).await.expect(200);
    let ticket = app.open_ticket(&ada, "Lamp").await;
    app.move_to(&ada, &ticket, "canceled").await.expect(200);
    app.send_webhooks(&root, &ticket).await;
    app.send_webhooks(&root, &ticket).await;
    let feed = poll_all(&app, &alice, 100).await;
    let feed: Vec<&Value> = feed.iter().filter(|event| event["person"]["username"] != "alice").collect();
    let payloads: Vec<Value> = receiver.take().iter().map(payload).collect();
    let mut sent: Vec<&Value> = payloads.iter().map(|payload| &payload["data"]["id"]).collect();
    // Events about different things may overtake each other.
    sent.sort_by_key(|id| feed.iter().position(|event| event["id"] == **id));
    // What was written just before may come too: the feed had not settled it when the webhook was made.
    let first = feed.len() - sent.len();
    assert!(feed[first..].iter().any(|event| event["person"]["username"] == "ada"));
    assert_eq!(sent, feed[first..].iter().map(|event| &event["id"]).collect::<Vec<_>>());
    app.finish().await;
}

#[tokio::test]
async fn both_secrets_sign_for_a_day_after_a_rotation() {
    let (app, root, receiver) = desk().await;
    let webhook = app.webhook(&root, &receiver, &["ticket_opened"]).await;
    let rotated = app.post(&root, &format!("{}/secret", path(&webhook)), json!({})).await.expect(201);
    let [old, new] = [&webhook, &rotated].map(|answer| answer["secret"].as_str().unwrap().to_owned());
    assert_ne!(old, new);
    assert!(rotated["previous_secret_until"].is_string());
    let ada = app.customer("ada").await;
    let ticket = app.open_ticket(&ada, "One").await;
    app.send_webhooks(&root, &ticket).await;
    let [first] = &receiver.take()[..] else { panic!("one") };
    assert!(is_signed(first, &old) && is_signed(first, &new));
    app.wait(Duration::hours(24));
    let ada = app.sign_in("ada").await;
    let root = app.superadmin().await;
    let ticket = app.open_ticket(&ada, "Two").await;
    app.send_webhooks(&root, &ticket).await;
    let [second] = &receiver.take()[..] else { panic!("one") };
    assert!(!is_signed(second, &old) && is_signed(second, &new));
    app.finish().await;
}

#[tokio::test]
async fn a_paused_webhook_is_sent_afterwards_what_happened_meanwhile() {
    let (app, root, receiver) = desk().await;
    let webhook = app.webhook(&root, &receiver, &["ticket_opened"]).await;
    let paused = app.patch(&root, &path(&webhook), json!({"state": "paused"})).await.expect(200);
    assert_eq!(paused["state"], "paused");
    let ada = app.customer("ada").await;
    let ticket = app.open_ticket(&ada, "One").await;
    app.send_webhooks(&root, &ticket).await;
    assert_eq!(receiver.take().len(), 0);
    app.post(&root, &format!("{}/test", path(&webhook)), json!({})).await.expect_problem(409, "webhook-stopped");
    app.patch(&root, &path(&webhook), json!({"state": "active"})).await.expect(200);
    app.send_webhooks(&root, &ticket).await;
    assert_eq!(types(&receiver.take()), ["ticket.ticket_opened"]);

    app.delete(&root, &path(&webhook)).await.expect(204);
    let ticket = app.open_ticket(&ada, "Two").await;
    app.send_webhooks(&root, &ticket).await;
    assert_eq!(receiver.take().len(), 0);
    app.finish().await;
}

#[tokio::test]
async fn a_test_says_what_the_receiver_answered() {
    let (app, root, receiver) = desk().await;
    let webhook = app.webhook(&root, &receiver, &["ticket_opened"]).await;
    receiver.answer(|_| Reply::of(202).body("Welcome"));
    let test = app.post(&root, &format!("{}/test", path(&webhook)), json!({})).await.expect(202);
    assert_eq!(
        (&test["type"], &test["state"], &test["event_id"]),
        (&json!("webhook.test"), &json!("pending"), &Value::Null)
    );
    app.running().webhook_worker().drain().await.unwrap();
    let [one] = &receiver.take()[..] else { panic!("one") };
    assert_eq!(payload(one)["data"], json!({"webhook": webhook["id"]}));
    assert_eq!(one.header("webhook-id"), test["id"].as_str().unwrap());
    assert!(is_signed(one, webhook["secret"].as_str().unwrap()));
    let test = app.delivery(&root, &webhook, &test).await;
    assert_eq!(
        (&test["state"], &test["last_status"], &test["last_answer"]),
        (&json!("delivered"), &json!(202), &json!("Welcome"))
    );
    assert_eq!(test["body"], payload(one));
    app.finish().await;
}

#[tokio::test]
async fn webhooks_are_sent_by_themselves() {
    let app = TestApp::with("webhooks.allow_private", true).mail_by_itself().start().await;
    let (root, receiver) = (app.superadmin().await, Receiver::start().await);
    app.webhook(&root, &receiver, &["ticket_opened"]).await;
    let ada = app.customer("ada").await;
    let ticket = app.open_ticket(&ada, "Lamp").await;
    soon(async {
        while receiver.look().is_empty() {
            tokio::task::yield_now().await;
        }
    })
    .await;
    assert_eq!(payload(&receiver.take()[0])["data"]["ticket"]["number"], ticket["number"]);
    app.finish().await;
}

/// The document describes what is sent.
#[tokio::test]
async fn what_is_sent_has_the_schema_of_the_document() {
    let (app, root, receiver) = desk().await;
    app.webhook(&root, &receiver, &[]).await;
    let ada = app.customer("ada").await;
    let ticket = app.open_ticket(&ada, "Lamp").await;
    app.say(&ada, &ticket, "Still out").await.expect(201);
    until_in_feed(&app, &root, &ticket).await;
    app.delete(&root, &path_of(&ticket)).await.expect(204);
    soon(async {
        while !types(&receiver.look()).contains(&"ticket.ticket_deleted".to_owned()) {
            app.running().webhook_worker().drain().await.unwrap();
        }
    })
    .await;
    let contract = Contract::of(&app).await;
    let received = receiver.take();
    assert!(received.len() >= 5, "{}", received.len());
    for one in received {
        contract.check_schema("FeedEvent", &payload(&one)["data"]);
    }
    app.finish().await;
}
