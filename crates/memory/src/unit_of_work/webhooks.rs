//! Webhooks and their deliveries, within a unit of work.

use async_trait::async_trait;
use deskhand_domain::ports::{
    AttemptResult, ClaimedDelivery, FeedPosition, QueuedDelivery, StorageError, Unique, WebhookStore,
};
use deskhand_domain::webhooks::{Delivery, DeliveryState, Webhook};
use deskhand_domain::{DeliveryId, WebhookId};
use time::{Duration, OffsetDateTime};

use crate::state::{DeliveryRow, WebhookRow};
use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl WebhookStore for MemoryUnitOfWork {
    async fn insert(&mut self, webhook: &Webhook, from: FeedPosition) -> Result<(), StorageError> {
        let row = WebhookRow { webhook: webhook.clone(), position: from };
        match self.write().webhooks.insert(webhook.id, row) {
            None => Ok(()),
            Some(_) => Err(StorageError::AlreadyExists(Unique::Other)),
        }
    }

    async fn count(&mut self) -> Result<u64, StorageError> {
        Ok(self.read().webhooks.len() as u64)
    }

    async fn find(&mut self, id: WebhookId) -> Result<Option<Webhook>, StorageError> {
        Ok(self.read().webhooks.get(&id).map(|row| row.webhook.clone()))
    }

    async fn update(&mut self, webhook: &Webhook) -> Result<(), StorageError> {
        if let Some(row) = self.write().webhooks.get_mut(&webhook.id) {
            row.webhook = webhook.clone();
        }
        Ok(())
    }

    async fn delete(&mut self, id: WebhookId) -> Result<(), StorageError> {
        let state = self.write();
        state.webhooks.remove(&id);
        state.deliveries.retain(|_, row| row.delivery.webhook != id);
        Ok(())
    }

    async fn advance(&mut self, id: WebhookId, from: FeedPosition, to: FeedPosition) -> Result<bool, StorageError> {
        let row = self.write().webhooks.get_mut(&id).filter(|row| row.position == from);
        Ok(row.map(|row| row.position = to).is_some())
    }

    async fn enqueue(&mut self, deliveries: &[QueuedDelivery]) -> Result<(), StorageError> {
        let Some(QueuedDelivery { delivery: first, .. }) = deliveries.first() else { return Ok(()) };
        let (webhook, at) = (first.webhook, first.created_at);
        let state = self.write();
        state.deliveries.extend(deliveries.iter().map(|queued| (queued.delivery.id, DeliveryRow::new(queued))));
        state.make_first_ones_due(webhook, at);
        Ok(())
    }

    async fn claim_due(
        &mut self,
        webhook: WebhookId,
        now: OffsetDateTime,
        lease: Duration,
        limit: u32,
    ) -> Result<Vec<ClaimedDelivery>, StorageError> {
        let rows = self.write().deliveries.values_mut();
        let mut due: Vec<_> = rows.filter(|row| row.delivery.webhook == webhook && row.is_claimable(now)).collect();
        due.sort_by_key(|row| (row.delivery.due_at, row.position, row.delivery.id));
        Ok(due.into_iter().take(limit as usize).map(|row| row.claim(now + lease)).collect())
    }

    async fn settle(&mut self, id: DeliveryId, attempt: u32, result: &AttemptResult) -> Result<bool, StorageError> {
        let state = self.write();
        let row = state.deliveries.get_mut(&id).filter(|row| row.attempt == attempt && row.is_pending());
        let Some(row) = row else { return Ok(false) };
        let is_settled = result.state.is_settled();
        row.lease_until = None;
        let delivery = &mut row.delivery;
        delivery.state = result.state;
        delivery.tries += 1;
        delivery.due_at = Some(result.at).filter(|_| !is_settled);
        delivery.settled_at = Some(result.at).filter(|_| is_settled);
        delivery.last_status = result.status;
        delivery.last_answer = Some(result.answer.clone());
        let webhook = delivery.webhook;
        if is_settled {
            state.make_first_ones_due(webhook, result.at);
        }
        Ok(true)
    }

    async fn delivery(&mut self, id: DeliveryId) -> Result<Option<Delivery>, StorageError> {
        Ok(self.read().deliveries.get(&id).map(|row| row.delivery.clone()))
    }

    async fn requeue(&mut self, id: DeliveryId, at: OffsetDateTime) -> Result<(), StorageError> {
        if let Some(row) = self.write().deliveries.get_mut(&id) {
            row.queue_again(Some(at));
        }
        Ok(())
    }

    async fn requeue_since(
        &mut self,
        webhook: WebhookId,
        states: &[DeliveryState],
        since: OffsetDateTime,
        at: OffsetDateTime,
    ) -> Result<u64, StorageError> {
        let state = self.write();
        let mut count = 0;
        for row in state.deliveries.values_mut() {
            let delivery = &row.delivery;
            let is_wanted = delivery.state.is_settled() && states.contains(&delivery.state);
            if delivery.webhook == webhook && is_wanted && delivery.created_at >= since {
                row.queue_again(None);
                count += 1;
            }
        }
        state.make_first_ones_due(webhook, at);
        Ok(count)
    }

    async fn forget_settled(&mut self, before: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let is_old = |row: &&DeliveryRow| row.delivery.settled_at.is_some_and(|at| at < before);
        let old = self.read().deliveries.values().filter(is_old).map(|row| row.delivery.id);
        let old: Vec<DeliveryId> = old.take(limit as usize).collect();
        for id in &old {
            self.write().deliveries.remove(id);
        }
        Ok(old.len() as u64)
    }
}
