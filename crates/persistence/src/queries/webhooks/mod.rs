pub(crate) mod queue;

use async_trait::async_trait;
use deskhand_domain::ports::{
    DeliveryCounts, DeliveryPosition, FeedPosition, Page, PageLimit, StorageError, WebhookQueries,
};
use deskhand_domain::webhooks::{Delivery, DeliveryState, Webhook};
use deskhand_domain::{DeliveryId, WebhookId};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::database::Database;
use crate::entities::webhook;
use crate::entities::webhook_delivery::{Column, Entity, Model};
use crate::mapping::decode::{Table, millis};
use crate::mapping::webhook::{to_delivery, to_position, to_webhook};
use crate::queries::keyset::{Sorting, page};
use crate::queries::webhooks::queue::{active, pending, webhooks_with_due};
use crate::run::Run;

const NEWEST_FIRST: Sorting<Column> = Sorting { by: Column::CreatedAt, id: Column::Id, direction: Order::Desc };

#[async_trait]
impl WebhookQueries for Database {
    async fn list(&self) -> Result<Vec<Webhook>, StorageError> {
        let all = webhook::Entity::find()
            .order_by(webhook::Column::CreatedAt, Order::Asc)
            .order_by(webhook::Column::Id, Order::Asc);
        let rows: Vec<webhook::Model> = self.reader.fetch_all(all).await?;
        rows.into_iter().map(to_webhook).collect()
    }

    async fn find(&self, id: WebhookId) -> Result<Option<Webhook>, StorageError> {
        let row: Option<webhook::Model> = self.reader.fetch_one(webhook::Entity::find_by_id(id.as_uuid())).await?;
        row.map(to_webhook).transpose()
    }

    async fn positions(&self) -> Result<Vec<(WebhookId, FeedPosition)>, StorageError> {
        use webhook::Column as W;
        let places = active().select_only().columns([W::Id, W::ReadWork, W::ReadSeq, W::ReadEvent]);
        let rows: Vec<(Uuid, i64, i64, Uuid)> = self.reader.fetch_tuples(places).await?;
        let place = |(id, work, seq, event)| (WebhookId::new(id), to_position((work, seq, event)));
        Ok(rows.into_iter().map(place).collect())
    }

    async fn due(&self, now: OffsetDateTime) -> Result<Vec<WebhookId>, StorageError> {
        let ids: Vec<Uuid> = self.reader.fetch_tuples(webhooks_with_due(millis(now))).await?;
        Ok(ids.into_iter().map(WebhookId::new).collect())
    }

    async fn deliveries(
        &self,
        webhook: WebhookId,
        states: Vec<DeliveryState>,
        after: Option<DeliveryPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<Delivery>, StorageError> {
        let words: Vec<&str> = states.iter().map(DeliveryState::as_str).collect();
        let all = Entity::find()
            .filter(Column::WebhookId.eq(webhook.as_uuid()))
            .apply_if((!words.is_empty()).then_some(words), |all, words| all.filter(Column::State.is_in(words)));
        let total = if count { Some(self.reader.total(all.clone(), Column::Id).await?) } else { None };
        let after = after.map(|position| (position.created_at, position.id.as_uuid()));
        let rows: Vec<Model> = self.reader.fetch_all(NEWEST_FIRST.page(all, after, limit)).await?;
        page(rows, limit, total, to_delivery)
    }

    async fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>, StorageError> {
        let row: Option<Model> = self.reader.fetch_one(Entity::find_by_id(id.as_uuid())).await?;
        row.map(to_delivery).transpose()
    }

    async fn counts(&self) -> Result<DeliveryCounts, StorageError> {
        let ids = active().select_only().column(webhook::Column::Id).into_query();
        let oldest = pending()
            .filter(Column::WebhookId.in_subquery(ids))
            .select_only()
            .column_as(Column::CreatedAt.min(), "oldest");
        let oldest: Option<Option<i64>> = self.reader.fetch_tuple(oldest).await?;
        Ok(DeliveryCounts {
            pending: self.reader.count(pending(), Column::Id).await?,
            oldest_pending: Table("webhook_deliveries").time_or_none("created_at", oldest.flatten())?,
        })
    }
}
