//! Live events: polled, streamed, over WebSocket. On PostgreSQL the clients read on both instances while
//! others write on both.

mod commands;
mod ending;
mod polling;
mod resuming;
mod room;
mod socket;
mod sse_client;
mod streaming;
mod tickets;
mod within_a_second;
pub(crate) mod ws_client;

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{Person, TestApp, path_of};

/// What takes longer is a fault.
const PATIENCE: Duration = Duration::from_secs(60);

/// The place before the first event.
const START: &str = "00000000-0000-0000-0000-000000000000";

/// The event as `kind number-of-the-ticket` or `kind username`.
fn line(event: &Value) -> String {
    let kind = event["kind"].as_str().unwrap();
    match &event["person"]["username"] {
        Value::String(person) => format!("{kind} {person}"),
        _ => format!("{kind} {}", event["ticket"]["number"]),
    }
}

fn id_of(event: &Value) -> String {
    event["id"].as_str().unwrap().to_owned()
}

fn ids(events: &[Value]) -> Vec<String> {
    events.iter().map(id_of).collect()
}

async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, what).await.expect("it takes too long")
}

/// All events that this person may know of, by pages of so many.
async fn poll_all(app: &TestApp, who: &Person, limit: u32) -> Vec<Value> {
    let (mut events, mut after) = (Vec::new(), String::new());
    loop {
        let page = app.get(who, &format!("/events?limit={limit}{after}")).await.expect(200);
        events.extend(page["data"].as_array().unwrap().clone());
        if page["page"]["has_more"] == false {
            return events;
        }
        after = format!("&after={}", page["page"]["next_cursor"].as_str().unwrap());
    }
}

/// The events that [`settled`] causes; tests ignore them.
const MARK: &str = "profile_changed admin";

/// Waits until everything that was done can be read: on PostgreSQL, another test's transaction on the same server holds that
/// up. What is done from now on is later in the feed.
async fn settled(app: &TestApp) {
    let root = app.superadmin().await;
    let before = poll_all(app, &root, 100).await.len();
    app.patch(&root, "/me", json!({"name": format!("Root at {before}")})).await.expect(200);
    soon(async {
        while !poll_all(app, &root, 100).await[before..].iter().any(|event| line(event) == MARK) {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

/// Waits until the feed has what happened last to this ticket: another transaction may have to end first.
async fn until_told(app: &TestApp, admin: &Person, ticket: &Value) {
    let history = app.rows(admin, &format!("{}/history", path_of(ticket))).await;
    let last = id_of(history.last().unwrap());
    soon(async {
        while !ids(&poll_all(app, admin, 100).await).contains(&last) {
            tokio::task::yield_now().await;
        }
    })
    .await;
}
