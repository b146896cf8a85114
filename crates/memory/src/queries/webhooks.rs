//! Reads of webhooks and their deliveries.

use async_trait::async_trait;
use deskhand_domain::ports::{
    DeliveryCounts, DeliveryPosition, FeedPosition, Page, PageLimit, StorageError, Total, WebhookQueries,
};
use deskhand_domain::webhooks::{Delivery, DeliveryState, Webhook};
use deskhand_domain::{DeliveryId, WebhookId};
use time::OffsetDateTime;

use crate::MemoryStorage;
use crate::queries::page::{cut, in_direction};

#[async_trait]
impl WebhookQueries for MemoryStorage {
    async fn list(&self) -> Result<Vec<Webhook>, StorageError> {
        let mut all: Vec<Webhook> = self.committed().webhooks.values().map(|row| row.webhook.clone()).collect();
        all.sort_by_key(|webhook| (webhook.created_at, webhook.id));
        Ok(all)
    }

    async fn find(&self, id: WebhookId) -> Result<Option<Webhook>, StorageError> {
        Ok(self.committed().webhooks.get(&id).map(|row| row.webhook.clone()))
    }

    async fn positions(&self) -> Result<Vec<(WebhookId, FeedPosition)>, StorageError> {
        let state = self.committed();
        let active = state.webhooks.values().filter(|row| row.webhook.is_active());
        Ok(active.map(|row| (row.webhook.id, row.position)).collect())
    }

    async fn due(&self, now: OffsetDateTime) -> Result<Vec<WebhookId>, StorageError> {
        let state = self.committed();
        let is_due =
            |id: &WebhookId| state.deliveries.values().any(|row| row.delivery.webhook == *id && row.is_claimable(now));
        let active = state.webhooks.values().filter(|row| row.webhook.is_active());
        Ok(active.map(|row| row.webhook.id).filter(is_due).collect())
    }

    async fn deliveries(
        &self,
        webhook: WebhookId,
        states: Vec<DeliveryState>,
        after: Option<DeliveryPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<Delivery>, StorageError> {
        let state = self.committed();
        let all = state.deliveries.values().map(|row| &row.delivery);
        let all = all.filter(|delivery| delivery.webhook == webhook);
        let mut rows: Vec<Delivery> =
            all.filter(|delivery| states.is_empty() || states.contains(&delivery.state)).cloned().collect();
        let total = count.then(|| Total::of(rows.len() as u64));
        let place = |delivery: &Delivery| {
            let position = DeliveryPosition::of(delivery);
            (position.created_at, position.id)
        };
        rows.sort_by(|a, b| in_direction(true, &place(a), &place(b)));
        rows.retain(|row| after.is_none_or(|last| place(row) < (last.created_at, last.id)));
        Ok(cut(rows, limit, total))
    }

    async fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>, StorageError> {
        Ok(self.committed().deliveries.get(&id).map(|row| row.delivery.clone()))
    }

    async fn counts(&self) -> Result<DeliveryCounts, StorageError> {
        let state = self.committed();
        let pending: Vec<_> = state.deliveries.values().filter(|row| row.is_pending()).collect();
        let is_active = |id: &WebhookId| state.webhooks.get(id).is_some_and(|row| row.webhook.is_active());
        let sent = pending.iter().filter(|row| is_active(&row.delivery.webhook));
        Ok(DeliveryCounts {
            pending: pending.len() as u64,
            oldest_pending: sent.map(|row| row.delivery.created_at).min(),
        })
    }
}
