use async_trait::async_trait;
use time::{Duration, OffsetDateTime};

use super::super::{
    AttemptResult, ClaimedDelivery, DeliveryCounts, DeliveryPosition, FeedEvent, FeedPosition, Page, PageLimit,
    QueuedDelivery, StorageError, WebhookPayloads, WebhookQueries, WebhookSigner, WebhookStore,
};
use super::{Unsupported, unsupported};
use crate::ids::{DeliveryId, WebhookId};
use crate::secrets::SecretToken;
use crate::webhooks::{Delivery, DeliveryState, SealedKey, SigningKey, Webhook};

const WEBHOOKS: &str = "webhooks";

#[async_trait]
impl WebhookStore for Unsupported {
    async fn insert(&mut self, _: &Webhook, _: FeedPosition) -> Result<(), StorageError> {
        unsupported(WEBHOOKS)
    }

    async fn count(&mut self) -> Result<u64, StorageError> {
        unsupported(WEBHOOKS)
    }

    async fn find(&mut self, _: WebhookId) -> Result<Option<Webhook>, StorageError> {
        unsupported(WEBHOOKS)
    }

    async fn update(&mut self, _: &Webhook) -> Result<(), StorageError> {
        unsupported(WEBHOOKS)
    }

    async fn delete(&mut self, _: WebhookId) -> Result<(), StorageError> {
        Ok(())
    }

    async fn advance(&mut self, _: WebhookId, _: FeedPosition, _: FeedPosition) -> Result<bool, StorageError> {
        unsupported(WEBHOOKS)
    }

    async fn enqueue(&mut self, _: &[QueuedDelivery]) -> Result<(), StorageError> {
        unsupported(WEBHOOKS)
    }

    async fn claim_due(
        &mut self,
        _: WebhookId,
        _: OffsetDateTime,
        _: Duration,
        _: u32,
    ) -> Result<Vec<ClaimedDelivery>, StorageError> {
        unsupported(WEBHOOKS)
    }

    async fn settle(&mut self, _: DeliveryId, _: u32, _: &AttemptResult) -> Result<bool, StorageError> {
        unsupported(WEBHOOKS)
    }

    async fn delivery(&mut self, _: DeliveryId) -> Result<Option<Delivery>, StorageError> {
        unsupported(WEBHOOKS)
    }

    async fn requeue(&mut self, _: DeliveryId, _: OffsetDateTime) -> Result<(), StorageError> {
        unsupported(WEBHOOKS)
    }

    async fn requeue_since(
        &mut self,
        _: WebhookId,
        _: &[DeliveryState],
        _: OffsetDateTime,
        _: OffsetDateTime,
    ) -> Result<u64, StorageError> {
        unsupported(WEBHOOKS)
    }

    async fn forget_settled(&mut self, _: OffsetDateTime, _: u32) -> Result<u64, StorageError> {
        Ok(0)
    }
}

#[async_trait]
impl WebhookQueries for Unsupported {
    async fn list(&self) -> Result<Vec<Webhook>, StorageError> {
        unsupported(WEBHOOKS)
    }

    async fn find(&self, _: WebhookId) -> Result<Option<Webhook>, StorageError> {
        unsupported(WEBHOOKS)
    }

    async fn positions(&self) -> Result<Vec<(WebhookId, FeedPosition)>, StorageError> {
        unsupported(WEBHOOKS)
    }

    async fn due(&self, _: OffsetDateTime) -> Result<Vec<WebhookId>, StorageError> {
        unsupported(WEBHOOKS)
    }

    async fn deliveries(
        &self,
        _: WebhookId,
        _: Vec<DeliveryState>,
        _: Option<DeliveryPosition>,
        _: PageLimit,
        _: bool,
    ) -> Result<Page<Delivery>, StorageError> {
        unsupported(WEBHOOKS)
    }

    async fn delivery(&self, _: DeliveryId) -> Result<Option<Delivery>, StorageError> {
        unsupported(WEBHOOKS)
    }

    async fn counts(&self) -> Result<DeliveryCounts, StorageError> {
        unsupported(WEBHOOKS)
    }
}

/// No webhook can be made, so nothing is ever signed or written.
impl WebhookSigner for Unsupported {
    fn is_supported(&self) -> bool {
        false
    }

    fn new_key(&self) -> SigningKey {
        SigningKey([0; 32])
    }

    fn seal(&self, _: WebhookId, _: &SigningKey) -> SealedKey {
        SealedKey(Vec::new())
    }

    fn open(&self, _: WebhookId, _: &SealedKey) -> Option<SigningKey> {
        None
    }

    fn key_text(&self, _: &SigningKey) -> SecretToken {
        SecretToken::new(String::new())
    }

    fn sign(&self, _: &SigningKey, _: &str) -> String {
        String::new()
    }
}

impl WebhookPayloads for Unsupported {
    fn of_event(&self, _: &str, _: FeedEvent) -> String {
        String::new()
    }

    fn of_test(&self, _: &str, _: WebhookId, _: OffsetDateTime) -> String {
        String::new()
    }
}
