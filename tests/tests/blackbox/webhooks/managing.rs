//! How admins manage webhooks.

use serde_json::{Value, json};
use time::Duration;

use super::support::{desk, is_signed, path};
use crate::security_log::entries;
use crate::support::{Contract, TestApp};

#[tokio::test]
async fn a_webhook_is_made_listed_changed_and_deleted_and_its_secret_shown_once() {
    let (app, root, receiver) = desk().await;
    let contract = Contract::of(&app).await;
    let body = json!({"url": receiver.url(), "kinds": ["assigned"], "description": " The chat "});
    let made = app.post(&root, "/webhooks", body).await;
    contract.check(&contract.operation("POST", "/api/v1/webhooks"), &made);
    let webhook = made.expect(201);
    assert_eq!(made.header("location"), format!("/api/v1{}", path(&webhook)));
    let secret = webhook["secret"].as_str().unwrap().to_owned();
    assert!(secret.starts_with("whsec_"), "{secret}");
    assert_eq!((&webhook["state"], &webhook["description"]), (&json!("active"), &json!("The chat")));

    for address in ["/webhooks".to_owned(), path(&webhook), format!("{}/deliveries", path(&webhook))] {
        let answer = app.get(&root, &address).await;
        answer.expect(200);
        assert!(!answer.body.contains(&secret), "{address}: {}", answer.body);
        let route = format!("/api/v1{}", address.replace(webhook["id"].as_str().unwrap(), "{webhook}"));
        contract.check(&contract.operation("GET", &route), &answer);
    }
    let change = json!({"kinds": null, "description": null, "url": "https://receiver.example/a"});
    let changed = app.patch(&root, &path(&webhook), change).await.expect(200);
    assert_eq!((&changed["kinds"], &changed["description"]), (&Value::Null, &Value::Null));
    assert_eq!(changed["url"], "https://receiver.example/a");
    assert_eq!(app.rows(&root, "/webhooks").await, [changed]);

    app.delete(&root, &path(&webhook)).await.expect(204);
    app.delete(&root, &path(&webhook)).await.expect_problem(404, "not-found");
    assert_eq!(app.rows(&root, "/webhooks").await, [] as [Value; 0]);
    let log = entries(&app, &root, "kind=webhook_created,webhook_changed,webhook_removed", 3).await;
    let entries: Vec<_> = log.iter().map(|entry| format!("{} {}", entry["kind"], entry["detail"])).collect();
    assert!(
        entries.iter().any(|entry| entry.contains("webhook_created") && entry.contains(receiver.url())),
        "{entries:?}"
    );
    app.finish().await;
}

#[tokio::test]
async fn a_repeated_request_makes_one_webhook_and_shows_its_secret_again() {
    let (app, root, receiver) = desk().await;
    let make = || {
        let request = app.request(reqwest::Method::POST, "/webhooks").bearer_auth(&root.token);
        request.header("idempotency-key", "make-one").json(&json!({"url": receiver.url()}))
    };
    let first = app.send(make()).await;
    let second = app.send(make()).await;
    assert_eq!(first.expect(201), second.expect(201));
    assert_eq!(second.header("idempotency-replayed"), "true");
    assert_eq!(app.rows(&root, "/webhooks").await.len(), 1);
    app.finish().await;
}

/// The server must not be made to ask its own network.
#[tokio::test]
async fn private_addresses_are_not_asked_unless_the_operator_allows_them() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    let receiver = deskhand_tests::receiver::Receiver::start().await;
    let problem =
        app.post(&root, "/webhooks", json!({"url": receiver.url()})).await.expect_problem(422, "invalid-fields");
    assert_eq!(problem["errors"][0]["pointer"], "/url");
    let port = receiver.url().rsplit_once(':').unwrap().1.to_owned();
    for host in ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433"] {
        let webhook = app.post(&root, "/webhooks", json!({"url": format!("https://{host}:{port}")})).await.expect(201);
        let test = app.post(&root, &format!("{}/test", path(&webhook)), json!({})).await.expect(202);
        app.running().webhook_worker().drain().await.unwrap();
        let delivery = app.delivery(&root, &webhook, &test).await;
        let answer = delivery["last_answer"].as_str().unwrap();
        assert!(
            answer.contains("is no public address") && answer.contains("webhooks.allow_private"),
            "{host}: {answer}"
        );
        assert_eq!(delivery["last_status"], Value::Null);
    }
    assert_eq!(receiver.take().len(), 0);
    app.finish().await;
}

#[tokio::test]
async fn settled_deliveries_are_forgotten_after_a_month() {
    let (app, root, receiver) = desk().await;
    let webhook = app.webhook(&root, &receiver, &["ticket_opened"]).await;
    let ticket = app.open_ticket(&app.customer("ada").await, "Lamp").await;
    app.send_webhooks(&root, &ticket).await;
    let [one] = &receiver.take()[..] else { panic!("one") };
    assert!(is_signed(one, webhook["secret"].as_str().unwrap()));
    app.wait(Duration::days(30));
    let root = app.superadmin().await;
    app.run_once().await;
    assert_eq!(app.deliveries(&root, &webhook).await.len(), 1);
    app.wait(Duration::SECOND);
    app.run_once().await;
    assert_eq!(app.deliveries(&root, &webhook).await.len(), 0);
    app.finish().await;
}
