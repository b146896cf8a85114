//! Many events at once, to a receiver that fails a third of the time and one that never answers.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Mutex;

use deskhand_domain::ports::Clock as _;
use deskhand_http_core::timestamp;
use deskhand_tests::receiver::{Receiver, Reply};
use serde_json::json;
use time::Duration;

use super::support::{is_signed, path, payload};
use crate::support::TestApp;
use crate::support::feed::{poll_all, soon};

const TICKETS: usize = 60;

#[tokio::test]
async fn every_event_arrives_in_the_order_of_its_ticket_from_all_instances() {
    let app = TestApp::with("webhooks.allow_private", true).mail_by_itself().start().await;
    let root = app.superadmin().await;
    let (receiver, away) = (Receiver::start().await, Receiver::start().await);
    let dead = app.webhook(&root, &away, &[]).await;
    drop(away);
    let webhook = app.webhook(&root, &receiver, &["ticket_opened", "priority_changed", "status_changed"]).await;
    let seen = Mutex::new(HashSet::new());
    // The first try of each third delivery.
    receiver.answer(move |one| {
        let mut seen = seen.lock().unwrap();
        let fails = seen.insert(one.header("webhook-id").to_owned()) && seen.len() % 3 == 0;
        Reply::of(if fails { 500 } else { 200 })
    });
    let ada = app.customer("ada").await;
    for n in 0..TICKETS {
        let ticket = app.open_ticket(&ada, &format!("Lamp {n}")).await;
        app.change_ticket(&root, &ticket, json!({"priority": "high"})).await.expect(200);
        app.move_to(&ada, &ticket, "canceled").await.expect(200);
    }
    let pending = format!("{}/deliveries?state=pending&limit=100", path(&webhook));
    soon(async {
        let queued = format!("{}/deliveries?count=true&limit=1", path(&webhook));
        while app.get(&root, &queued).await.expect(200)["page"]["total"] != json!(TICKETS * 3) {
            tokio::task::yield_now().await;
        }
        loop {
            let rows = app.get(&root, &pending).await.expect(200)["data"].clone();
            let due: Vec<_> =
                rows.as_array().unwrap().iter().filter_map(|row| row["next_attempt_at"].as_str()).collect();
            // All that is left waits for another try.
            let now = timestamp(app.clock.now()).unwrap();
            match due.iter().min() {
                None => break,
                Some(first) if **first > *now => app.wait(Duration::seconds(7)),
                Some(_) => tokio::task::yield_now().await,
            }
        }
    })
    .await;

    let received = receiver.take();
    let secret = webhook["secret"].as_str().unwrap();
    assert!(received.iter().all(|one| is_signed(one, secret)));
    let wanted: BTreeSet<String> = poll_all(&app, &root, 100)
        .await
        .iter()
        .filter(|event| {
            ["ticket_opened", "priority_changed", "status_changed"].map(Into::into).contains(&event["kind"])
        })
        .map(|event| event["id"].as_str().unwrap().to_owned())
        .collect();
    // The first time that each event came, by ticket.
    let (mut seen, mut by_ticket) = (BTreeSet::new(), BTreeMap::<String, Vec<String>>::new());
    for one in &received {
        let payload = payload(one);
        if seen.insert(payload["data"]["id"].as_str().unwrap().to_owned()) {
            let ticket = payload["data"]["ticket"]["id"].as_str().unwrap().to_owned();
            by_ticket.entry(ticket).or_default().push(payload["type"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(seen, wanted);
    assert_eq!(by_ticket.len(), TICKETS);
    let order = ["ticket.ticket_opened", "ticket.priority_changed", "ticket.status_changed"];
    assert!(by_ticket.values().all(|types| *types == order), "{by_ticket:?}");
    app.delete(&root, &path(&dead)).await.expect(204);
    app.finish().await;
}
