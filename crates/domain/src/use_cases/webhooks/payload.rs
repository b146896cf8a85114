//! What a delivery says, and with which signatures.

use time::OffsetDateTime;

use crate::history::Topic;
use crate::ids::DeliveryId;
use crate::ports::{FeedEvent, FeedPosition, FeedTopic, QueuedDelivery, WebhookRequest};
use crate::use_cases::Webhooks;
use crate::webhooks::{Delivery, DeliveryState, Webhook};

/// The type of a test.
pub(super) const TEST: &str = "webhook.test";

/// What happened, as receivers read it: what the event is about, a full stop, its kind.
fn kind_of(event: &FeedEvent) -> String {
    let about = match event.view.event.topic {
        Topic::Ticket(_) => "ticket",
        Topic::Person(_) => "person",
    };
    format!("{about}.{}", event.view.event.kind)
}

impl Webhooks<'_> {
    /// The delivery of an event.
    pub(super) fn delivery_of(self, webhook: &Webhook, event: FeedEvent, now: OffsetDateTime) -> QueuedDelivery {
        let (position, kind) = (event.position, kind_of(&event));
        let about = match &event.about {
            FeedTopic::Ticket(id, _) => id.as_uuid(),
            FeedTopic::Person(person, _) => person.id.as_uuid(),
        };
        let id = event.view.event.id;
        let body = self.desk.ports.webhook_payloads.of_event(&kind, event);
        let delivery = Delivery { event: Some(id), about: Some(about), ..self.new_delivery(webhook, kind, body, now) };
        QueuedDelivery { delivery, position }
    }

    /// The delivery of a test.
    pub(super) fn test_delivery(self, webhook: &Webhook, now: OffsetDateTime) -> QueuedDelivery {
        let body = self.desk.ports.webhook_payloads.of_test(TEST, webhook.id, now);
        let delivery = self.new_delivery(webhook, TEST.to_owned(), body, now);
        QueuedDelivery { delivery, position: FeedPosition::START }
    }

    fn new_delivery(self, webhook: &Webhook, kind: String, body: String, now: OffsetDateTime) -> Delivery {
        Delivery {
            id: DeliveryId::new(self.desk.ports.ids.uuid()),
            webhook: webhook.id,
            event: None,
            kind,
            about: None,
            body,
            state: DeliveryState::Pending,
            tries: 0,
            last_status: None,
            last_answer: None,
            created_at: now,
            due_at: Some(now),
            settled_at: None,
        }
    }

    /// The request of one try. `None` where no key of the webhook can be decrypted.
    pub(super) fn request(self, webhook: &Webhook, delivery: &Delivery, now: OffsetDateTime) -> Option<WebhookRequest> {
        let (signer, timestamp) = (&self.desk.ports.webhook_signer, now.unix_timestamp());
        // Standard Webhooks 1.0: id, timestamp and body, joined by full stops.
        let message = format!("{}.{timestamp}.{}", delivery.id, delivery.body);
        let keys = webhook.keys.in_use(now).filter_map(|sealed| signer.open(webhook.id, sealed));
        let signatures: Vec<String> = keys.map(|key| signer.sign(&key, &message)).collect();
        let (url, body) = (webhook.url.clone(), delivery.body.clone());
        (!signatures.is_empty()).then_some(WebhookRequest { url, id: delivery.id, timestamp, signatures, body })
    }
}
