use deskhand_domain::history::EventKind;
use deskhand_domain::ports::{ClaimedDelivery, FeedPosition, QueuedDelivery, StorageError};
use deskhand_domain::webhooks::{
    Delivery, SealedKey, SigningKeys, Webhook, WebhookDescription, WebhookKinds, WebhookUrl,
};
use deskhand_domain::{DeliveryId, EventId, PersonId, WebhookId};
use sea_orm::ActiveValue::{NotSet, Set};

use super::decode::{Table, millis, whole};
use crate::entities::{webhook, webhook_delivery};

const WEBHOOKS: Table = Table("webhooks");
const DELIVERIES: Table = Table("webhook_deliveries");

pub(crate) fn to_webhook(row: webhook::Model) -> Result<Webhook, StorageError> {
    let until = WEBHOOKS.time_or_none("previous_until", row.previous_until)?;
    let description = row.description.as_deref().map(WebhookDescription::restore).transpose();
    Ok(Webhook {
        id: WebhookId::new(row.id),
        url: WEBHOOKS.parsed("url", WebhookUrl::parse(&row.url))?,
        description: WEBHOOKS.parsed("description", description)?,
        kinds: kinds_from(row.kinds.as_deref())?,
        state: WEBHOOKS.word("state", &row.state)?,
        keys: SigningKeys { current: SealedKey(row.key), previous: row.previous_key.map(SealedKey).zip(until) },
        failing_since: WEBHOOKS.time_or_none("failing_since", row.failing_since)?,
        created_by: PersonId::new(row.created_by),
        created_at: WEBHOOKS.time("created_at", row.created_at)?,
        updated_at: WEBHOOKS.time("updated_at", row.updated_at)?,
    })
}

fn kinds_from(words: Option<&str>) -> Result<WebhookKinds, StorageError> {
    let Some(words) = words else { return Ok(WebhookKinds::All) };
    let kinds: Vec<EventKind> = words.split(',').map(|word| WEBHOOKS.word("kinds", word)).collect::<Result<_, _>>()?;
    WEBHOOKS.parsed("kinds", WebhookKinds::parse(kinds))
}

/// A row without its place in the feed, which changes apart from the webhook.
pub(crate) fn webhook_row(webhook: &Webhook) -> webhook::ActiveModel {
    let words = |kinds: &std::collections::BTreeSet<EventKind>| {
        kinds.iter().map(EventKind::as_str).collect::<Vec<_>>().join(",")
    };
    let previous = webhook.keys.previous.as_ref();
    webhook::ActiveModel {
        id: Set(webhook.id.as_uuid()),
        url: Set(webhook.url.as_str().to_owned()),
        description: Set(webhook.description.as_ref().map(|text| text.as_str().to_owned())),
        kinds: Set(webhook.kinds.chosen().map(words)),
        state: Set(webhook.state.as_str().to_owned()),
        key: Set(webhook.keys.current.0.clone()),
        previous_key: Set(previous.map(|(key, _)| key.0.clone())),
        previous_until: Set(previous.map(|(_, until)| millis(*until))),
        failing_since: Set(webhook.failing_since.map(millis)),
        created_by: Set(webhook.created_by.as_uuid()),
        created_at: Set(millis(webhook.created_at)),
        updated_at: Set(millis(webhook.updated_at)),
        read_work: NotSet,
        read_seq: NotSet,
        read_event: NotSet,
    }
}

pub(crate) fn to_position((work, seq, event): (i64, i64, uuid::Uuid)) -> FeedPosition {
    FeedPosition { work, seq, event: EventId::new(event) }
}

/// A new row. It is due where it waits for no other.
pub(crate) fn delivery_row(queued: &QueuedDelivery) -> Result<webhook_delivery::ActiveModel, StorageError> {
    let QueuedDelivery { delivery, position } = queued;
    let waits_for_others = delivery.about.is_some();
    Ok(webhook_delivery::ActiveModel {
        id: Set(delivery.id.as_uuid()),
        webhook_id: Set(delivery.webhook.as_uuid()),
        event_id: Set(delivery.event.map(|event| event.as_uuid())),
        kind: Set(delivery.kind.clone()),
        about: Set(delivery.about),
        work: Set(position.work),
        seq: Set(position.seq),
        body: Set(delivery.body.clone()),
        state: Set(delivery.state.as_str().to_owned()),
        attempt: Set(0),
        tries: Set(whole(delivery.tries)?),
        due_at: Set(delivery.due_at.filter(|_| !waits_for_others).map(millis)),
        lease_until: Set(None),
        last_status: Set(None),
        last_answer: Set(None),
        created_at: Set(millis(delivery.created_at)),
        settled_at: Set(None),
    })
}

pub(crate) fn to_delivery(row: webhook_delivery::Model) -> Result<Delivery, StorageError> {
    Ok(Delivery {
        id: DeliveryId::new(row.id),
        webhook: WebhookId::new(row.webhook_id),
        event: row.event_id.map(EventId::new),
        kind: row.kind,
        about: row.about,
        body: row.body,
        state: DELIVERIES.word("state", &row.state)?,
        tries: DELIVERIES.number("tries", row.tries)?,
        last_status: row.last_status.map(|status| DELIVERIES.number("last_status", status)).transpose()?,
        last_answer: row.last_answer,
        created_at: DELIVERIES.time("created_at", row.created_at)?,
        due_at: DELIVERIES.time_or_none("due_at", row.due_at)?,
        settled_at: DELIVERIES.time_or_none("settled_at", row.settled_at)?,
    })
}

/// As it was before the claim, with the attempt that the claim began.
pub(crate) fn to_claimed(row: webhook_delivery::Model) -> Result<ClaimedDelivery, StorageError> {
    let attempt: u32 = DELIVERIES.number("attempt", row.attempt)?;
    Ok(ClaimedDelivery { delivery: to_delivery(row)?, attempt: attempt + 1 })
}
