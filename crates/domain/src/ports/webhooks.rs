use async_trait::async_trait;
use time::{Duration, OffsetDateTime};

use super::page::millis;
use super::{FeedPosition, Page, PageLimit, StorageError};
use crate::ids::{DeliveryId, WebhookId};
use crate::webhooks::{Delivery, DeliveryState, Webhook};

/// A delivery that is queued, with the place of its event: the deliveries about one thing are sent in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuedDelivery {
    /// What is sent.
    pub delivery: Delivery,
    /// The place of its event in the feed; [`FeedPosition::START`] for a test.
    pub position: FeedPosition,
}

/// A delivery that a worker has claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimedDelivery {
    /// What to send.
    pub delivery: Delivery,
    /// The number of this attempt, from 1. The outcome counts only while no other worker has claimed it again.
    pub attempt: u32,
}

/// What became of one attempt, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptResult {
    /// The state now.
    pub state: DeliveryState,
    /// When it is tried again, where it is pending; else when it was settled.
    pub at: OffsetDateTime,
    /// The status that the receiver answered.
    pub status: Option<u16>,
    /// What it said, or why it could not be asked.
    pub answer: String,
}

/// Where a page of deliveries begins: after this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeliveryPosition {
    /// When the last one seen was queued, in milliseconds since 1970.
    pub created_at: i64,
    /// Its id.
    pub id: DeliveryId,
}

impl DeliveryPosition {
    /// The position of a delivery in its list.
    #[must_use]
    pub fn of(delivery: &Delivery) -> Self {
        Self { created_at: millis(delivery.created_at), id: delivery.id }
    }
}

/// Where a page of webhooks begins: after this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WebhookPosition {
    /// When the last one seen was made, in milliseconds since 1970.
    pub created_at: i64,
    /// Its id.
    pub id: WebhookId,
}

impl WebhookPosition {
    /// The position of a webhook in its list.
    #[must_use]
    pub fn of(webhook: &Webhook) -> Self {
        Self { created_at: millis(webhook.created_at), id: webhook.id }
    }
}

/// How much is still to be sent to webhooks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeliveryCounts {
    /// Deliveries that are pending, also those of webhooks that are stopped.
    pub pending: u64,
    /// When the oldest one to an active webhook was queued.
    pub oldest_pending: Option<OffsetDateTime>,
}

/// Webhooks and their deliveries, within a unit of work.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait WebhookStore: Send {
    /// Stores a new webhook, which is sent the events after `from`.
    async fn insert(&mut self, webhook: &Webhook, from: FeedPosition) -> Result<(), StorageError>;

    /// How many there are. Until this unit of work ends, another one that counts MUST wait, so that it counts what this one inserts.
    async fn count(&mut self) -> Result<u64, StorageError>;

    /// One webhook, locked until the unit of work ends.
    async fn find(&mut self, id: WebhookId) -> Result<Option<Webhook>, StorageError>;

    /// Stores a changed webhook. The place that it was sent events up to stays.
    async fn update(&mut self, webhook: &Webhook) -> Result<(), StorageError>;

    /// Deletes a webhook with its deliveries, if there is one.
    async fn delete(&mut self, id: WebhookId) -> Result<(), StorageError>;

    /// Moves the place up to which events were queued from `from` to `to`. `false`, and no change, where it is not at `from`: then another unit
    /// of work queued them, or the webhook is gone. Locks it, so that only one of two queues them.
    async fn advance(&mut self, id: WebhookId, from: FeedPosition, to: FeedPosition) -> Result<bool, StorageError>;

    /// Queues deliveries, each due when it was created.
    async fn enqueue(&mut self, deliveries: &[QueuedDelivery]) -> Result<(), StorageError>;

    /// Claims up to `limit` due deliveries to this webhook for `lease`, in the order of their events, and counts the attempt. Of those about one thing only the first that is pending, due or not:
    /// the next one waits until it is settled. Tests wait for none.
    ///
    /// MUST NOT give one to two workers within its lease.
    async fn claim_due(
        &mut self,
        webhook: WebhookId,
        now: OffsetDateTime,
        lease: Duration,
        limit: u32,
    ) -> Result<Vec<ClaimedDelivery>, StorageError>;

    /// Stores what became of an attempt. `false`, and no change, where `attempt` is no longer the newest.
    async fn settle(&mut self, id: DeliveryId, attempt: u32, result: &AttemptResult) -> Result<bool, StorageError>;

    /// One delivery, locked until the unit of work ends.
    async fn delivery(&mut self, id: DeliveryId) -> Result<Option<Delivery>, StorageError>;

    /// Makes a settled delivery due at `at`, with all the tries that a new one has. Its order stays: it goes before later ones about the same thing.
    async fn requeue(&mut self, id: DeliveryId, at: OffsetDateTime) -> Result<(), StorageError>;

    /// As [`WebhookStore::requeue`], for all settled ones of a webhook in one of these states that were queued at `since` or later. Returns how many.
    async fn requeue_since(
        &mut self,
        webhook: WebhookId,
        states: &[DeliveryState],
        since: OffsetDateTime,
        at: OffsetDateTime,
    ) -> Result<u64, StorageError>;

    /// Deletes up to `limit` deliveries that were settled before `before`. Returns how many.
    async fn forget_settled(&mut self, before: OffsetDateTime, limit: u32) -> Result<u64, StorageError>;
}

/// Reads of webhooks and their deliveries, outside any unit of work.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait WebhookQueries: Send + Sync {
    /// All webhooks, oldest first.
    async fn list(&self) -> Result<Vec<Webhook>, StorageError>;

    /// One webhook.
    async fn find(&self, id: WebhookId) -> Result<Option<Webhook>, StorageError>;

    /// The active webhooks, each with the place up to which events were queued for it. Asked after every change: MUST NOT cost more where many deliveries are queued.
    async fn positions(&self) -> Result<Vec<(WebhookId, FeedPosition)>, StorageError>;

    /// The active webhooks to which a delivery is due at `now` that is not claimed.
    async fn due(&self, now: OffsetDateTime) -> Result<Vec<WebhookId>, StorageError>;

    /// The deliveries to a webhook in one of these states, newest first (by time, then id), with the total where `count` says so. No states
    /// mean any.
    async fn deliveries(
        &self,
        webhook: WebhookId,
        states: Vec<DeliveryState>,
        after: Option<DeliveryPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<Delivery>, StorageError>;

    /// One delivery.
    async fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>, StorageError>;

    /// How much is pending.
    async fn counts(&self) -> Result<DeliveryCounts, StorageError>;
}
