use async_trait::async_trait;
use deskhand_domain::ports::{
    AttemptResult, ClaimedDelivery, FeedPosition, QueuedDelivery, StorageError, WebhookStore,
};
use deskhand_domain::webhooks::{Delivery, DeliveryState, Webhook};
use deskhand_domain::{DeliveryId, WebhookId};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, UpdateMany};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::dialect::locks::{AdvisoryLock, lock_advisory, locked};
use crate::entities::webhook;
use crate::entities::webhook_delivery::{Column, Entity, Model};
use crate::error::storage_error;
use crate::mapping::decode::{millis, millis_in, whole};
use crate::mapping::webhook::{delivery_row, to_claimed, to_delivery, to_webhook, webhook_row};
use crate::queries::webhooks::queue::{claimable, first_of_each, first_of_one, settled_before};
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

#[async_trait]
impl WebhookStore for SeaOrmUnitOfWork {
    async fn insert(&mut self, webhook: &Webhook, from: FeedPosition) -> Result<(), StorageError> {
        let row = webhook::ActiveModel {
            read_work: Set(from.work),
            read_seq: Set(from.seq),
            read_event: Set(from.event.as_uuid()),
            ..webhook_row(webhook)
        };
        self.tx.insert_rows([row]).await
    }

    async fn count(&mut self) -> Result<u64, StorageError> {
        lock_advisory(&self.tx, AdvisoryLock::Webhooks).await?;
        self.tx.count(webhook::Entity::find(), webhook::Column::Id).await
    }

    async fn find(&mut self, id: WebhookId) -> Result<Option<Webhook>, StorageError> {
        let row: Option<webhook::Model> = self.tx.fetch_one(locked(webhook::Entity::find_by_id(id.as_uuid()))).await?;
        row.map(to_webhook).transpose()
    }

    async fn update(&mut self, webhook: &Webhook) -> Result<(), StorageError> {
        let changed = webhook::Entity::update(webhook_row(webhook)).validate().map_err(storage_error)?;
        changed.exec(&self.tx).await.map(drop).map_err(storage_error)
    }

    async fn delete(&mut self, id: WebhookId) -> Result<(), StorageError> {
        let rows = webhook::Entity::delete_many().filter(webhook::Column::Id.eq(id.as_uuid()));
        self.tx.delete_rows(rows).await.map(drop)
    }

    async fn advance(&mut self, id: WebhookId, from: FeedPosition, to: FeedPosition) -> Result<bool, StorageError> {
        let moved = webhook::Entity::update_many()
            .col_expr(webhook::Column::ReadWork, Expr::value(to.work))
            .col_expr(webhook::Column::ReadSeq, Expr::value(to.seq))
            .col_expr(webhook::Column::ReadEvent, Expr::value(to.event.as_uuid()))
            .filter(webhook::Column::Id.eq(id.as_uuid()))
            .filter(webhook::Column::ReadWork.eq(from.work))
            .filter(webhook::Column::ReadSeq.eq(from.seq));
        Ok(self.tx.update_rows(moved).await? == 1)
    }

    async fn enqueue(&mut self, deliveries: &[QueuedDelivery]) -> Result<(), StorageError> {
        let rows: Vec<_> = deliveries.iter().map(delivery_row).collect::<Result<_, _>>()?;
        self.tx.insert_rows(rows).await?;
        let Some(QueuedDelivery { delivery: first, .. }) = deliveries.first() else { return Ok(()) };
        self.tx.update_rows(first_of_each(first.webhook, millis(first.created_at))).await.map(drop)
    }

    async fn claim_due(
        &mut self,
        webhook: WebhookId,
        now: OffsetDateTime,
        lease: Duration,
        limit: u32,
    ) -> Result<Vec<ClaimedDelivery>, StorageError> {
        let lease_now = self.lease_clock.now(&self.tx, now).await?;
        let due: Vec<Model> = self.tx.fetch_all(claimable(webhook, millis(now), lease_now, limit)).await?;
        let claimed = Entity::update_many()
            .col_expr(Column::Attempt, Expr::col(Column::Attempt).add(1))
            .col_expr(Column::LeaseUntil, Expr::value(lease_now + millis_in(lease)))
            .filter(Column::Id.is_in(due.iter().map(|row| row.id)));
        self.tx.update_rows(claimed).await?;
        due.into_iter().map(to_claimed).collect()
    }

    async fn settle(&mut self, id: DeliveryId, attempt: u32, result: &AttemptResult) -> Result<bool, StorageError> {
        let (at, is_settled) = (millis(result.at), result.state.is_settled());
        let attempt: i32 = whole(attempt)?;
        let settled = Entity::update_many()
            .col_expr(Column::State, Expr::value(result.state.as_str()))
            .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
            .col_expr(Column::LeaseUntil, Expr::value(None::<i64>))
            .col_expr(Column::DueAt, Expr::value(Some(at).filter(|_| !is_settled)))
            .col_expr(Column::SettledAt, Expr::value(Some(at).filter(|_| is_settled)))
            .col_expr(Column::LastStatus, Expr::value(result.status.map(i32::from)))
            .col_expr(Column::LastAnswer, Expr::value(result.answer.as_str()))
            .filter(Column::Id.eq(id.as_uuid()))
            .filter(Column::Attempt.eq(attempt))
            .filter(Column::State.eq(DeliveryState::Pending.as_str()));
        let is_newest = self.tx.update_rows(settled).await? == 1;
        if is_newest && is_settled {
            self.tx.update_rows(first_of_one(id, at)).await?;
        }
        Ok(is_newest)
    }

    async fn delivery(&mut self, id: DeliveryId) -> Result<Option<Delivery>, StorageError> {
        let row: Option<Model> = self.tx.fetch_one(locked(Entity::find_by_id(id.as_uuid()))).await?;
        row.map(to_delivery).transpose()
    }

    async fn requeue(&mut self, id: DeliveryId, at: OffsetDateTime) -> Result<(), StorageError> {
        let again = pending_again(Some(millis(at)));
        self.tx.update_rows(again.filter(Column::Id.eq(id.as_uuid()))).await.map(drop)
    }

    async fn requeue_since(
        &mut self,
        webhook: WebhookId,
        states: &[DeliveryState],
        since: OffsetDateTime,
        at: OffsetDateTime,
    ) -> Result<u64, StorageError> {
        let states = states.iter().filter(|state| state.is_settled()).map(DeliveryState::as_str);
        let again = pending_again(None)
            .filter(Column::WebhookId.eq(webhook.as_uuid()))
            .filter(Column::State.is_in(states))
            .filter(Column::CreatedAt.gte(millis(since)));
        let count = self.tx.update_rows(again).await?;
        self.tx.update_rows(first_of_each(webhook, millis(at))).await?;
        Ok(count)
    }

    async fn forget_settled(&mut self, before: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let ids: Vec<Uuid> = self.tx.fetch_tuples(settled_before(millis(before), limit)).await?;
        self.tx.delete_rows(Entity::delete_many().filter(Column::Id.is_in(ids))).await
    }
}

/// Pending, with all tries.
fn pending_again(due_at: Option<i64>) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(DeliveryState::Pending.as_str()))
        .col_expr(Column::Tries, Expr::value(0))
        .col_expr(Column::LeaseUntil, Expr::value(None::<i64>))
        .col_expr(Column::DueAt, Expr::value(due_at))
        .col_expr(Column::SettledAt, Expr::value(None::<i64>))
}
