//! The program is killed while it sends webhooks to a receiver that fails a third of the time. Every event arrives, signed, in the order of its
//! ticket.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Mutex;
use std::time::Duration;

use deskhand_test_postgres::FreshDatabase;
use deskhand_tests::receiver::{Receiver, Reply};
use deskhand_tests::smtp::{Security, SmtpServer};
use reqwest::Method;
use serde_json::{Value, json};

use super::client::{Asked, ServiceClient, by};
use super::environment::workplace;
use super::eventually::{meanwhile, until};
use super::rng::{Rng, rounds};
use crate::workplace::{Serving, Workplace};

/// Each ticket gives four events that are sent.
const KINDS: [&str; 4] = ["ticket_opened", "priority_changed", "title_changed", "description_changed"];
/// Of a short run. `make soak` has 2,500, which give 10,000 deliveries.
const TICKETS: u64 = 60;
const KILLS: u64 = 6;
/// The deadline for the deliveries after the last kill: the lease of what was on its way, and the first retries.
const TO_ARRIVE: Duration = Duration::from_secs(120);

fn sending(place: Workplace) -> Workplace {
    place
        .with("DESKHAND__WEBHOOKS__ALLOW_PRIVATE", "true")
        .with("DESKHAND__WEBHOOKS__TIMEOUT", "3s")
        .with("DESKHAND__MAIL__LEASE", "5s")
}

async fn draw(test: &str, place: &Workplace, instances: usize) {
    let mut rng = Rng::new(test);
    let tickets = if rounds(0) == 0 { TICKETS } else { 2_500 };
    let mut serving: Vec<Serving> = (0..instances).map(|_| place.serve()).collect();
    let client = ServiceClient::to(serving.iter().map(Serving::address).collect());
    let token = client.sign_in("admin").await["access_token"].as_str().unwrap().to_owned();
    let receiver = Receiver::start().await;
    let seen = Mutex::new(HashSet::new());
    // The first try of each third delivery fails.
    receiver.answer(move |one| {
        let mut seen = seen.lock().unwrap();
        let fails = seen.insert(one.header("webhook-id").to_owned()) && seen.len() % 3 == 0;
        Reply::of(if fails { 503 } else { 200 })
    });
    let wanted = json!({"url": receiver.url(), "kinds": KINDS});
    let webhook =
        client.insist(Method::POST, "/webhooks", Asked { token: Some(&token), key: Some("one") }, &wanted).await;
    let webhook = webhook.expect(201)["id"].as_str().unwrap().to_owned();

    let working = tokio::spawn(work(client.clone(), token.clone(), tickets));
    for _ in 0..KILLS {
        meanwhile(rng.between(300, 900)).await;
        let drawn = usize::try_from(rng.below(instances as u64)).unwrap();
        // Dropping it kills it.
        drop(serving.remove(drawn));
        serving.insert(drawn, tokio::task::block_in_place(|| place.serve()));
        client.moved(drawn, serving[drawn].address());
    }
    working.await.unwrap();
    let events = usize::try_from(tickets).unwrap() * KINDS.len();
    until("every event arrives", TO_ARRIVE, async || delivered(&client, &token, &webhook).await == events).await;
    check(&receiver, events);
    for one in serving {
        assert!(tokio::task::block_in_place(|| one.stop()).0);
    }
}

/// Opens tickets and changes each of them three times, whatever happens to the instances.
async fn work(client: ServiceClient, token: String, tickets: u64) {
    for n in 0..tickets {
        let ticket = json!({"title": format!("Lamp {n}"), "description": "It is out."});
        let key = format!("ticket-{n}");
        let asked = Asked { token: Some(&token), key: Some(&key) };
        let ticket = client.insist(Method::POST, "/tickets", asked, &ticket).await.expect(201);
        let path = format!("/tickets/{}", ticket["id"].as_str().unwrap());
        for change in [
            json!({"priority": "high"}),
            json!({"title": format!("Lamp no. {n}")}),
            json!({"description": "It burns."}),
        ] {
            client.insist(Method::PATCH, &path, by(&token), &change).await.expect(200);
        }
    }
}

async fn delivered(client: &ServiceClient, token: &str, webhook: &str) -> usize {
    let path = format!("/webhooks/{webhook}/deliveries?state=delivered&count=true&limit=1");
    let page = client.insist(Method::GET, &path, by(token), &Value::Null).await.expect(200);
    let total = usize::try_from(page["page"]["total"].as_u64().unwrap()).unwrap();
    // Beyond 10,000 it is not counted.
    if page["page"]["total_is_capped"] == true { usize::MAX } else { total }
}

fn check(receiver: &Receiver, events: usize) {
    let received = receiver.take();
    let (mut seen, mut by_ticket) = (BTreeSet::new(), BTreeMap::<String, Vec<String>>::new());
    for one in &received {
        assert!(one.header("webhook-signature").starts_with("v1,"));
        let payload: Value = serde_json::from_str(&one.body).unwrap();
        if seen.insert(payload["data"]["id"].as_str().unwrap().to_owned()) {
            let ticket = payload["data"]["ticket"]["id"].as_str().unwrap().to_owned();
            by_ticket.entry(ticket).or_default().push(payload["data"]["kind"].as_str().unwrap().to_owned());
        }
    }
    println!("{events} events in {} deliveries", received.len());
    assert_eq!(seen.len(), events, "every event arrives");
    assert!(by_ticket.values().all(|kinds| *kinds == KINDS), "in the order of its ticket: {by_ticket:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn killed_while_webhooks_are_sent_over_sqlite_every_event_arrives_in_order() {
    let smtp = SmtpServer::start(Security::Plain).await.unwrap();
    draw("kill webhooks, SQLite", &sending(workplace(&smtp)), 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_of_two_killed_while_webhooks_are_sent_over_postgresql_every_event_arrives_in_order() {
    let smtp = SmtpServer::start(Security::Plain).await.unwrap();
    let database = FreshDatabase::empty().await;
    let place = sending(workplace(&smtp)).with("DESKHAND__DATABASE__URL", database.url());
    draw("kill webhooks, PostgreSQL", &place, 2).await;
}
