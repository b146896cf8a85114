//! Live events: polled, streamed, over WebSocket. On PostgreSQL the clients read on both instances while
//! others write on both.

mod commands;
mod documented;
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

use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::feed::{poll_all, soon};

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
