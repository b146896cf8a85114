use async_trait::async_trait;
use deskhand_domain::history::Event;
use deskhand_domain::ports::{HistoryLog, StorageError};
use deskhand_domain::{PersonId, TicketId};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};

use crate::entities::event::{Column, Entity};
use crate::mapping;
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

#[async_trait]
impl HistoryLog for SeaOrmUnitOfWork {
    async fn append(&mut self, events: &[Event]) -> Result<(), StorageError> {
        self.write_rows(events.iter().map(mapping::event::to_active_model).collect()).await
    }

    async fn who_acted_on(&mut self, ticket: TicketId) -> Result<Vec<PersonId>, StorageError> {
        let people = Entity::find()
            .select_only()
            .column(Column::ById)
            .distinct()
            .filter(Column::TicketId.eq(ticket.as_uuid()))
            .filter(Column::ById.is_not_null())
            .order_by(Column::ById, Order::Asc);
        Ok(self.tx.fetch_tuples(people).await?.into_iter().map(PersonId::new).collect())
    }
}
