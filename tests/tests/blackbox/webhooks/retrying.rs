//! What becomes of a delivery that its receiver does not take.

use deskhand_domain::webhooks::WebhookRules;
use deskhand_tests::receiver::Reply;
use serde_json::json;
use time::Duration;

use super::support::{desk, path, types};
use crate::support::TestApp;

#[tokio::test]
async fn a_delivery_is_tried_again_with_the_same_id_and_holds_up_its_ticket_only() {
    let (app, root, receiver) = desk().await;
    let webhook = app.webhook(&root, &receiver, &["ticket_opened", "status_changed"]).await;
    let ada = app.customer("ada").await;
    let first = app.open_ticket(&ada, "First").await;
    app.move_to(&ada, &first, "canceled").await.expect(200);
    let number = format!("\"number\":{}", first["number"]);
    receiver.answer(move |one| if one.body.contains(&number) { Reply::of(500).body("Oops") } else { Reply::of(204) });
    let second = app.open_ticket(&ada, "Second").await;
    app.send_webhooks(&root, &second).await;
    let received = receiver.take();
    assert_eq!(types(&received), ["ticket.ticket_opened", "ticket.ticket_opened"]);

    let deliveries = app.deliveries(&root, &webhook).await;
    let of = |kind: &str, state: &str| {
        deliveries
            .iter()
            .find(|row| row["type"] == kind && row["state"] == state)
            .unwrap_or_else(|| panic!("{kind} {state}"))
    };
    let failed = of("ticket.ticket_opened", "pending");
    assert_eq!(
        (&failed["tries"], &failed["last_status"], &failed["last_answer"]),
        (&json!(1), &json!(500), &json!("Oops"))
    );
    assert!(failed["next_attempt_at"].is_string());
    let behind = of("ticket.status_changed", "pending");
    assert_eq!((&behind["tries"], &behind["next_attempt_at"]), (&json!(0), &json!(null)));
    of("ticket.ticket_opened", "delivered");

    receiver.answer(|_| Reply::of(200));
    app.wait(Duration::seconds(7));
    app.send_webhooks(&root, &second).await;
    let again = receiver.take();
    assert_eq!(types(&again), ["ticket.ticket_opened", "ticket.status_changed"]);
    let id = failed["id"].as_str().unwrap();
    assert_eq!(again[0].header("webhook-id"), id);
    let tries = received.iter().filter(|one| one.header("webhook-id") == id).collect::<Vec<_>>();
    assert_eq!(tries.len(), 1);
    assert_eq!(tries[0].body, again[0].body);
    assert_ne!(tries[0].header("webhook-timestamp"), again[0].header("webhook-timestamp"));
    app.finish().await;
}

#[tokio::test]
async fn a_receiver_gets_the_time_that_it_asks_for() {
    let (app, root, receiver) = desk().await;
    app.webhook(&root, &receiver, &["ticket_opened"]).await;
    let ticket = app.open_ticket(&app.customer("ada").await, "Lamp").await;
    receiver.answer(|_| Reply::of(503).header("retry-after", "600"));
    app.send_webhooks(&root, &ticket).await;
    receiver.answer(|_| Reply::of(200));
    app.wait(Duration::seconds(599));
    app.send_webhooks(&root, &ticket).await;
    assert_eq!(receiver.take().len(), 1);
    app.wait(Duration::seconds(1));
    app.send_webhooks(&root, &ticket).await;
    assert_eq!(receiver.take().len(), 1);
    app.finish().await;
}

#[tokio::test]
async fn redirects_are_failures_and_are_not_followed() {
    let (app, root, receiver) = desk().await;
    let webhook = app.webhook(&root, &receiver, &["ticket_opened"]).await;
    let elsewhere = format!("{}/elsewhere", receiver.url());
    receiver.answer(move |_| Reply::of(302).header("location", &elsewhere));
    let ticket = app.open_ticket(&app.customer("ada").await, "Lamp").await;
    app.send_webhooks(&root, &ticket).await;
    let targets: Vec<_> = receiver.take().into_iter().map(|one| one.target).collect();
    assert_eq!(targets, ["/hooks"]);
    assert_eq!(app.deliveries(&root, &webhook).await[0]["last_status"], 302);
    app.finish().await;
}

#[tokio::test]
async fn a_receiver_that_is_gone_is_stopped_and_the_admins_get_a_letter() {
    let (mut app, root, receiver) = desk().await;
    let webhook = app.webhook(&root, &receiver, &["ticket_opened"]).await;
    app.mails().await;
    receiver.answer(|_| Reply::of(410));
    let ticket = app.open_ticket(&app.customer("ada").await, "Lamp").await;
    app.send_webhooks(&root, &ticket).await;
    assert_eq!(app.get(&root, &path(&webhook)).await.expect(200)["state"], "gone");
    let mails = app.mails().await;
    let letter = mails.iter().find(|mail| mail.subject.contains("A webhook was stopped")).expect("a letter");
    assert!(letter.text.contains(receiver.url()), "{}", letter.text);
    app.finish().await;
}

#[tokio::test]
async fn a_receiver_that_takes_nothing_for_five_days_is_stopped_and_sent_all_afterwards() {
    let (mut app, root, receiver) = desk().await;
    let webhook = app.webhook(&root, &receiver, &["ticket_opened"]).await;
    receiver.answer(|_| Reply::of(500));
    let ada = app.customer("ada").await;
    let ticket = app.open_ticket(&ada, "First").await;
    app.send_webhooks(&root, &ticket).await;
    let failing_since = app.get(&root, &path(&webhook)).await.expect(200)["failing_since"].clone();
    assert!(failing_since.is_string());
    app.wait(WebhookRules::default().stop_after);
    app.running().webhook_worker().drain().await.unwrap();
    let root = app.superadmin().await;
    let stopped = app.get(&root, &path(&webhook)).await.expect(200);
    assert_eq!((&stopped["state"], &stopped["failing_since"]), (&json!("failing"), &failing_since));
    assert!(app.mails().await.iter().any(|mail| mail.subject.contains("A webhook was stopped")));

    receiver.answer(|_| Reply::of(200));
    let ada = app.sign_in("ada").await;
    let second = app.open_ticket(&ada, "Second").await;
    app.wait(Duration::days(30));
    app.running().webhook_worker().drain().await.unwrap();
    receiver.take();
    let root = app.superadmin().await;
    app.patch(&root, &path(&webhook), json!({"state": "active"})).await.expect(200);
    app.send_webhooks(&root, &second).await;
    assert_eq!(types(&receiver.take()).len(), 2, "nothing is lost");
    app.finish().await;
}

/// Lets all tries of what is pending fail, which takes less time than a webhook has until it is stopped.
async fn give_up(app: &TestApp) {
    for _ in 0..54 {
        app.running().webhook_worker().drain().await.unwrap();
        app.wait(Duration::hours(2));
    }
}

#[tokio::test]
async fn what_was_given_up_is_sent_again_one_or_all_since_a_time() {
    let (app, root, receiver) = desk().await;
    let webhook = app.webhook(&root, &receiver, &["ticket_opened"]).await;
    let ada = app.customer("ada").await;
    let since = app.open_ticket(&ada, "First").await["created_at"].clone();
    let ticket = app.open_ticket(&ada, "Second").await;
    receiver.answer(|one| Reply::of(if one.body.contains("First") { 500 } else { 200 }));
    app.send_webhooks(&root, &ticket).await;
    give_up(&app).await;
    let root = app.superadmin().await;
    let rows = app.rows(&root, &format!("{}/deliveries?state=dead", path(&webhook))).await;
    let [dead] = &rows[..] else { panic!("{rows:?}") };
    assert_eq!(dead["tries"], 10);
    receiver.take();

    receiver.answer(|_| Reply::of(200));
    let address = format!("{}/deliveries/{}/redeliver", path(&webhook), dead["id"].as_str().unwrap());
    let again = app.post(&root, &address, json!({})).await.expect(202);
    assert_eq!((&again["id"], &again["state"], &again["tries"]), (&dead["id"], &json!("pending"), &json!(0)));
    app.post(&root, &address, json!({})).await.expect_problem(409, "delivery-pending");
    app.running().webhook_worker().drain().await.unwrap();
    assert_eq!(receiver.take().len(), 1);

    let all = format!("{}/redeliver", path(&webhook));
    let answer = app.post(&root, &all, json!({"since": since})).await.expect(202);
    assert_eq!(answer, json!({"count": 0}), "nothing is given up any more");
    let answer = app.post(&root, &all, json!({"since": since, "with_delivered": true})).await.expect(202);
    assert_eq!(answer, json!({"count": 2}));
    app.running().webhook_worker().drain().await.unwrap();
    assert_eq!(receiver.take().len(), 2);
    app.finish().await;
}
