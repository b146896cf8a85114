//! The security log: what is in it, who reads it, and that a flood of refusals does not fill it.

mod entries;
mod every_kind;
mod reading;
mod refusals;

use serde_json::Value;

use crate::support::{Person, TestApp};

/// The entries of these kinds, oldest first, once there are so many. Refusals are stored a moment later, by each instance,
/// and PostgreSQL shows an entry once every transaction before it has ended, those of other tests too.
pub(crate) async fn entries(app: &TestApp, reader: &Person, query: &str, number: usize) -> Vec<Value> {
    let until = std::time::Instant::now() + std::time::Duration::from_secs(30);
    loop {
        let page = app.get(reader, &format!("/admin/security-events?limit=100&{query}")).await.expect(200);
        let entries = page["data"].as_array().unwrap().clone();
        if entries.len() >= number {
            assert_eq!(entries.len(), number, "{entries:#?}");
            return entries;
        }
        assert!(std::time::Instant::now() < until, "{number} expected: {entries:#?}");
        tokio::task::yield_now().await;
    }
}

/// Kind, username of the person, username of the actor, reason and detail of each entry.
fn summaries(entries: &[Value]) -> Vec<String> {
    let summary = |entry: &Value| {
        let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        let (person, actor) = (text(&entry["person"]["username"]), text(&entry["actor"]["username"]));
        format!("{} {person} by {actor}: {}, {}", text(&entry["kind"]), text(&entry["reason"]), text(&entry["detail"]))
    };
    entries.iter().map(summary).collect()
}
