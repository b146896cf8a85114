use async_trait::async_trait;
use deskhand_domain::history::Event;
use deskhand_domain::ports::{StorageError, TransferStore};
use deskhand_domain::ticket::TicketNumber;
use deskhand_domain::transfer::{WholePerson, WholeTicket};
use deskhand_domain::{EventId, TicketId};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::entities::{event, person, ticket, ticket_number, username_reservation};
use crate::mapping;
use crate::mapping::decode::{millis, whole};
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

#[async_trait]
impl TransferStore for SeaOrmUnitOfWork {
    async fn stored_tickets(
        &mut self,
        wanted: &[(TicketId, TicketNumber)],
    ) -> Result<Vec<(TicketId, TicketNumber)>, StorageError> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let numbers: Vec<i64> = wanted.iter().map(|(_, number)| whole(number.get())).collect::<Result<_, _>>()?;
        let ids = wanted.iter().map(|(id, _)| id.as_uuid());
        let stored = ticket::Entity::find()
            .select_only()
            .columns([ticket::Column::Id, ticket::Column::Number])
            .filter(Condition::any().add(ticket::Column::Id.is_in(ids)).add(ticket::Column::Number.is_in(numbers)));
        let rows: Vec<(Uuid, i64)> = self.tx.fetch_tuples(stored).await?;
        rows.into_iter().map(|(id, number)| Ok((TicketId::new(id), mapping::ticket::number_from(number)?))).collect()
    }

    async fn stored_events(&mut self, ids: &[EventId]) -> Result<Vec<EventId>, StorageError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let stored = event::Entity::find()
            .select_only()
            .column(event::Column::Id)
            .filter(event::Column::Id.is_in(ids.iter().map(EventId::as_uuid)));
        Ok(self.tx.fetch_tuples(stored).await?.into_iter().map(EventId::new).collect())
    }

    async fn add_people(&mut self, people: &[WholePerson]) -> Result<(), StorageError> {
        let row = |whole: &WholePerson| {
            let last_assigned_at = Set(whole.last_assigned_at.map(millis));
            Ok(person::ActiveModel { last_assigned_at, ..mapping::person::to_active_model(&whole.person)? })
        };
        self.tx.insert_rows(people.iter().map(row).collect::<Result<Vec<_>, StorageError>>()?).await?;
        for whole in people {
            for (name, until) in &whole.reserved_usernames {
                let row = username_reservation::Model {
                    username: name.as_str().to_owned(),
                    owner_id: whole.person.id.as_uuid(),
                    reserved_until: millis(*until),
                };
                self.tx.insert_unless_there(username_reservation::ActiveModel::from(row)).await?;
            }
        }
        Ok(())
    }

    async fn add_tickets(&mut self, tickets: &[WholeTicket]) -> Result<(), StorageError> {
        self.insert_whole_tickets(tickets).await?;
        let events: Vec<Event> = tickets.iter().flat_map(|whole| whole.events.iter().cloned()).collect();
        self.insert_before_own(&events).await?;
        self.count_tickets(tickets).await?;
        let last = tickets.iter().map(|whole| whole.ticket.number.get()).max();
        match last {
            Some(last) => self.raise_last_number(last).await,
            None => Ok(()),
        }
    }

    async fn add_events(&mut self, events: &[Event]) -> Result<(), StorageError> {
        self.insert_before_own(events).await
    }

    async fn raise_last_number(&mut self, last: u64) -> Result<(), StorageError> {
        let last: i64 = whole(last)?;
        let raised = ticket_number::Entity::update_many()
            .col_expr(ticket_number::Column::Last, Expr::value(last))
            .filter(ticket_number::Column::Last.lt(last));
        self.tx.update_rows(raised).await.map(drop)
    }

    async fn sort_added_events(&mut self) -> Result<(), StorageError> {
        self.sort_before_own().await
    }
}
