use async_trait::async_trait;
use deskhand_domain::ports::{EventTicket, EventTickets, SecretDigest, StorageError};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use time::OffsetDateTime;

use crate::entities::event_ticket::{Column, Entity, Model};
use crate::mapping::decode::millis;
use crate::mapping::event_ticket::{to_active_model, to_domain};
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

#[async_trait]
impl EventTickets for SeaOrmUnitOfWork {
    async fn add(&mut self, ticket: &EventTicket) -> Result<(), StorageError> {
        self.tx.insert_rows([to_active_model(ticket)]).await
    }

    /// Several units of work may read the row, but only one deletes it and gets the ticket.
    async fn consume(
        &mut self,
        digest: &SecretDigest,
        at: OffsetDateTime,
    ) -> Result<Option<EventTicket>, StorageError> {
        let is_valid = Condition::all().add(Column::Digest.eq(digest.0.to_vec())).add(Column::ExpiresAt.gt(millis(at)));
        let row: Option<Model> = self.tx.fetch_one(Entity::find().filter(is_valid.clone())).await?;
        let Some(row) = row else { return Ok(None) };
        let deleted = self.tx.delete_rows(Entity::delete_many().filter(is_valid)).await?;
        if deleted == 1 { to_domain(&row, digest).map(Some) } else { Ok(None) }
    }

    async fn forget_expired(&mut self, at: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let expired = Entity::find()
            .select_only()
            .column(Column::Digest)
            .filter(Column::ExpiresAt.lte(millis(at)))
            .limit(u64::from(limit));
        self.tx.delete_rows(Entity::delete_many().filter(Column::Digest.in_subquery(expired.into_query()))).await
    }
}
