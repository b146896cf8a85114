//! Reads whole people and tickets for an export.

mod history;
mod people;
mod tickets;

use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::ports::{EventFeed, FeedPosition, LooseEvents, StorageError, TransferPosition, TransferQueries};
use deskhand_domain::ticket::TicketNumber;
use deskhand_domain::transfer::{WholePerson, WholeTicket};
use deskhand_domain::{EventId, uuid::Uuid};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::database::Database;
use crate::entities::{person, ticket, ticket_number};
use crate::mapping::decode::whole;
use crate::mapping::ticket::number_from;
use crate::run::Run;

#[async_trait]
impl TransferQueries for Database {
    async fn position_of(&self, id: Uuid) -> Result<Option<TransferPosition>, StorageError> {
        let person = person::Entity::find().filter(person::Column::Id.eq(id)).select_only().column(person::Column::Id);
        if self.reader.fetch_tuple::<_, Uuid>(person).await?.is_some() {
            return Ok(Some(TransferPosition::Person(PersonId::new(id))));
        }
        let ticket = ticket::Entity::find_by_id(id).select_only().column(ticket::Column::Number);
        if let Some(number) = self.reader.fetch_tuple::<_, i64>(ticket).await? {
            return Ok(Some(TransferPosition::Ticket(number_from(number)?)));
        }
        Ok(EventFeed::find(self, EventId::new(id)).await?.map(TransferPosition::Event))
    }

    async fn last_number(&self) -> Result<u64, StorageError> {
        let counter: Option<ticket_number::Model> = self.reader.fetch_one(ticket_number::Entity::find()).await?;
        whole(counter.map_or(0, |row| row.last))
    }

    async fn whole_people(&self, after: Option<PersonId>, limit: u32) -> Result<Vec<WholePerson>, StorageError> {
        self.read_whole_people(after, limit).await
    }

    async fn loose_events(&self, after: FeedPosition) -> Result<LooseEvents, StorageError> {
        self.read_loose_events(after).await
    }

    async fn whole_tickets(&self, after: Option<TicketNumber>, limit: u32) -> Result<Vec<WholeTicket>, StorageError> {
        self.read_whole_tickets(after, limit).await
    }
}
