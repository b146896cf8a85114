//! The feed of events, read over HTTP.
//!
//! On PostgreSQL an event is shown once no older transaction of the whole database server is open, and other tests
//! share that server. A test that has written something waits with [`until_in_feed`] before it reads the feed;
//! `tests/with_lagging_feed.sh` finds those that do not.

use std::time::Duration;

use serde_json::Value;

use super::{Person, TestApp, path_of};

/// What takes longer is a fault.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) fn id_of(event: &Value) -> String {
    event["id"].as_str().unwrap().to_owned()
}

pub(crate) fn ids(events: &[Value]) -> Vec<String> {
    events.iter().map(id_of).collect()
}

pub(crate) async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, what).await.expect("it takes too long")
}

/// All events that this person may know of, by pages of so many.
pub(crate) async fn poll_all(app: &TestApp, who: &Person, limit: u32) -> Vec<Value> {
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

/// Waits until the feed has what happened last to this ticket: another transaction may have to end first.
pub(crate) async fn until_in_feed(app: &TestApp, admin: &Person, ticket: &Value) {
    let history = app.rows(admin, &format!("{}/history", path_of(ticket))).await;
    let last = id_of(history.last().unwrap());
    soon(async {
        while !ids(&poll_all(app, admin, 100).await).contains(&last) {
            tokio::task::yield_now().await;
        }
    })
    .await;
}
