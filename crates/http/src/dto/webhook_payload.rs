use deskhand_domain::WebhookId;
use deskhand_domain::ports::{FeedEvent, WebhookPayloads};
use serde::Serialize;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{FeedEventJson, Timestamp};

/// What a webhook is sent: the body that Standard Webhooks 1.0 recommends. Its schema is in `openapi/webhooks.rs`.
#[derive(Serialize)]
struct WebhookPayloadJson<'a, T> {
    /// What happened: `ticket.` or `person.` and the kind of the event, or `webhook.test`.
    #[serde(rename = "type")]
    kind: &'a str,
    /// When it happened.
    timestamp: Timestamp,
    data: T,
}

/// What a test says.
#[derive(Serialize)]
struct WebhookTestJson {
    /// The webhook that is tested.
    webhook: Uuid,
}

/// Writes events as `GET /events` shows them to admins.
#[derive(Clone, Copy, Debug, Default)]
pub struct JsonPayloads;

impl WebhookPayloads for JsonPayloads {
    fn of_event(&self, kind: &str, event: FeedEvent) -> String {
        let timestamp = Timestamp(event.view.event.at);
        text(&WebhookPayloadJson { kind, timestamp, data: FeedEventJson::from(event) })
    }

    fn of_test(&self, kind: &str, webhook: WebhookId, at: OffsetDateTime) -> String {
        text(&WebhookPayloadJson {
            kind,
            timestamp: Timestamp(at),
            data: WebhookTestJson { webhook: webhook.as_uuid() },
        })
    }
}

/// It fails only for a time beyond the year 9999.
fn text(payload: &impl Serialize) -> String {
    serde_json::to_string(payload).unwrap_or_else(|_| "{}".to_owned())
}
