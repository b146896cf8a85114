use async_trait::async_trait;
use deskhand_domain::ports::{PresenceBoard, StorageError};
use deskhand_domain::presence::Presence;
use deskhand_domain::{PersonId, TicketId};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use time::OffsetDateTime;

use crate::database::Database;
use crate::dialect::locks::skip_locked;
use crate::entities::presence::{ActiveModel, Column, Entity, Model};
use crate::error::storage_error;
use crate::mapping::decode::{Table, millis};
use crate::run::Run;

/// How many rows that have ended are deleted with a new one.
const BATCH: u64 = 100;
const PRESENCE: Table = Table("presence");

#[async_trait]
impl PresenceBoard for Database {
    async fn note(
        &self,
        ticket: TicketId,
        presence: Presence,
        now: OffsetDateTime,
        until: OffsetDateTime,
    ) -> Result<(), StorageError> {
        let row = ActiveModel {
            ticket_id: Set(ticket.as_uuid()),
            person_id: Set(presence.person.as_uuid()),
            activity: Set(presence.activity.to_string()),
            ends_at: Set(millis(until)),
        };
        let replace = OnConflict::columns([Column::TicketId, Column::PersonId])
            .update_columns([Column::Activity, Column::EndsAt])
            .to_owned();
        let tx = self.writer.begin().await?;
        Entity::insert(row).on_conflict(replace).exec_without_returning(&tx).await.map_err(storage_error)?;
        // Rows that others renew just now are theirs: two who wait for each other would be a deadlock.
        let key = [Column::TicketId, Column::PersonId];
        let ended = Entity::find().select_only().columns(key).filter(Column::EndsAt.lte(millis(now)));
        let ended = skip_locked(ended).limit(BATCH).into_query();
        let rows = Expr::tuple(key.map(ColumnTrait::into_expr));
        tx.delete_rows(Entity::delete_many().filter(rows.in_subquery(ended))).await?;
        tx.commit().await
    }

    async fn leave(&self, ticket: TicketId, person: PersonId) -> Result<(), StorageError> {
        let tx = self.writer.begin().await?;
        let row = Entity::delete_by_id((ticket.as_uuid(), person.as_uuid()));
        row.exec(&tx).await.map_err(storage_error)?;
        tx.commit().await
    }

    async fn present(&self, ticket: TicketId, now: OffsetDateTime) -> Result<Vec<Presence>, StorageError> {
        let on_ticket = Entity::find()
            .filter(Column::TicketId.eq(ticket.as_uuid()))
            .filter(Column::EndsAt.gt(millis(now)))
            .order_by_asc(Column::PersonId);
        self.reader.fetch_all(on_ticket).await?.iter().map(to_domain).collect()
    }
}

fn to_domain(row: &Model) -> Result<Presence, StorageError> {
    let activity = row.activity.parse().map_err(|_| PRESENCE.corrupt("activity", "is no activity"))?;
    Ok(Presence { person: PersonId::new(row.person_id), activity })
}
