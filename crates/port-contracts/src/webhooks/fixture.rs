//! Webhooks with deliveries.

use deskhand_domain::ports::{AttemptResult, ClaimedDelivery, FeedPosition, QueuedDelivery};
use deskhand_domain::testing::an_admin;
use deskhand_domain::uuid::Uuid;
use deskhand_domain::webhooks::{
    Delivery, DeliveryState, SealedKey, SigningKeys, Webhook, WebhookKinds, WebhookState, WebhookUrl,
};
use deskhand_domain::{DeliveryId, EventId, WebhookId};
use time::{Duration, OffsetDateTime};

use crate::Adapter;
use crate::fixtures::{at, id};

pub(super) const LEASE: Duration = Duration::minutes(2);

pub(super) fn webhook(n: i64) -> Webhook {
    Webhook {
        id: WebhookId::new(id(n.unsigned_abs())),
        url: WebhookUrl::parse(&format!("https://receiver-{n}.example/hooks")).unwrap(),
        description: None,
        kinds: WebhookKinds::All,
        state: WebhookState::Active,
        keys: SigningKeys::new(SealedKey(vec![1, 2, 3])),
        failing_since: None,
        created_by: an_admin().build().id,
        created_at: at(n),
        updated_at: at(n),
    }
}

pub(super) const fn position(work: i64, seq: i64) -> FeedPosition {
    FeedPosition { work, seq, event: EventId::new(Uuid::from_u128(77)) }
}

/// The delivery of the nth event, about one of several things, to webhook 1.
pub(super) fn delivery(n: i64, about: i64) -> QueuedDelivery {
    let delivery = Delivery {
        id: DeliveryId::new(id(1000 - n.unsigned_abs())),
        webhook: webhook(1).id,
        event: Some(EventId::new(id(n.unsigned_abs()))),
        kind: "ticket.assigned".to_owned(),
        about: Some(id(about.unsigned_abs())),
        body: format!("{{\"n\":{n}}}"),
        state: DeliveryState::Pending,
        tries: 0,
        last_status: None,
        last_answer: None,
        created_at: at(n),
        due_at: Some(at(n)),
        settled_at: None,
    };
    QueuedDelivery { delivery, position: position(5, n) }
}

pub(super) async fn keep(adapter: &Adapter, webhooks: &[Webhook]) {
    adapter.keep_people(&[an_admin().build()]).await;
    let mut uow = adapter.begin().await;
    for webhook in webhooks {
        uow.webhooks().insert(webhook, position(5, 0)).await.unwrap();
    }
    uow.commit().await.unwrap();
}

pub(super) async fn enqueue(adapter: &Adapter, deliveries: &[QueuedDelivery]) {
    let mut uow = adapter.begin().await;
    uow.webhooks().enqueue(deliveries).await.unwrap();
    uow.commit().await.unwrap();
}

/// Claims what is due to webhook 1.
pub(super) async fn claim(adapter: &Adapter, now: OffsetDateTime) -> Vec<ClaimedDelivery> {
    let mut uow = adapter.begin().await;
    let claimed = uow.webhooks().claim_due(webhook(1).id, now, LEASE, 100).await.unwrap();
    uow.commit().await.unwrap();
    claimed
}

/// The bodies of what is due.
pub(super) async fn due(adapter: &Adapter, now: OffsetDateTime) -> Vec<String> {
    let mut bodies: Vec<String> = claim(adapter, now).await.into_iter().map(|claimed| claimed.delivery.body).collect();
    bodies.sort();
    bodies
}

/// Stores the result of an attempt with the nth delivery. Says whether it counted.
pub(super) async fn settle(adapter: &Adapter, n: i64, attempt: u32, state: DeliveryState, at: OffsetDateTime) -> bool {
    let mut uow = adapter.begin().await;
    let result = AttemptResult { state, at, status: Some(503), answer: "busy".to_owned() };
    let counted = uow.webhooks().settle(delivery(n, 0).delivery.id, attempt, &result).await.unwrap();
    uow.commit().await.unwrap();
    counted
}

pub(super) fn bodies(numbers: &[i64]) -> Vec<String> {
    numbers.iter().map(|n| delivery(*n, 0).delivery.body).collect()
}
