use deskhand_domain::ports::FeedEvent;

use super::feed_event_json::FeedEventJson;

/// Writes an event as the streams of the API send it.
#[must_use]
pub fn encode_event(event: FeedEvent) -> Option<String> {
    serde_json::to_string(&FeedEventJson::from(event)).ok()
}
