use deskhand_domain::webhooks::Delivery;
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::dto::{Timestamp, schemas};

/// One event on its way to one webhook.
#[derive(Serialize, ToSchema)]
#[schema(as = Delivery)]
pub(crate) struct DeliveryJson {
    /// `webhook-id`: the same at every try.
    id: Uuid,
    /// The event; `null` for a test.
    #[schema(required)]
    event_id: Option<Uuid>,
    /// What happened: `ticket.` or `person.` and the kind of the event, or `webhook.test`.
    #[serde(rename = "type")]
    kind: String,
    #[schema(value_type = schemas::DeliveryState)]
    state: &'static str,
    /// How often it was tried since it was queued, or queued again.
    tries: u32,
    /// The status that the receiver answered last; `null` where it did not answer, or was not asked yet.
    #[schema(required)]
    last_status: Option<u16>,
    /// The beginning of what the receiver said last, or why it could not be asked.
    #[schema(required)]
    last_answer: Option<String>,
    created_at: Timestamp,
    /// When it is tried next; `null` for a settled one, and while an earlier one about the same ticket or person is pending.
    #[schema(required)]
    next_attempt_at: Option<Timestamp>,
    /// When it was delivered or given up.
    #[schema(required)]
    settled_at: Option<Timestamp>,
    /// The JSON that is sent, byte for byte the same at every try. Only of a single delivery.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Object, required = false, nullable = false)]
    body: Option<Box<RawValue>>,
}

impl From<Delivery> for DeliveryJson {
    fn from(delivery: Delivery) -> Self {
        Self {
            id: delivery.id.as_uuid(),
            event_id: delivery.event.map(|event| event.as_uuid()),
            kind: delivery.kind,
            state: delivery.state.as_str(),
            tries: delivery.tries,
            last_status: delivery.last_status,
            last_answer: delivery.last_answer,
            created_at: Timestamp(delivery.created_at),
            next_attempt_at: delivery.due_at.map(Timestamp),
            settled_at: delivery.settled_at.map(Timestamp),
            body: None,
        }
    }
}

impl DeliveryJson {
    /// Fails where the stored body is no JSON, which only a fault can cause.
    pub(super) fn with_body(mut delivery: Delivery) -> serde_json::Result<Self> {
        let body = RawValue::from_string(std::mem::take(&mut delivery.body))?;
        Ok(Self { body: Some(body), ..delivery.into() })
    }
}
