pub(crate) mod closing;
pub(crate) mod conversation;
pub(crate) mod filter;
mod followers;
pub(crate) mod list;
pub(crate) mod row;
pub(crate) mod search;
mod sqlite_search;

use std::collections::BTreeSet;

use async_trait::async_trait;
use deskhand_domain::assignment::Decision;
use deskhand_domain::people::PersonRef;
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{
    HistoryView, MessageView, Page, PageLimit, StorageError, TicketFilter, TicketKey, TicketPosition, TicketQueries,
    TicketSort, TicketView,
};
use deskhand_domain::ticket::ClosingDue;
use deskhand_domain::{EventId, MessageId, PersonId, TicketId};
use sea_orm::{ColumnTrait, DbBackend, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use time::OffsetDateTime;
use uuid::Uuid;

use self::conversation::MessageRow;
use self::list::TicketList;
use self::row::{ROWS, TicketRow};
use self::search::SearchStrategy;
use crate::database::Database;
use crate::entities::{decision, person, ticket, ticket_mute};
use crate::mapping;
use crate::mapping::decode::whole;
use crate::mapping::person::PersonRefRow;
use crate::queries::events::ticket_history::{self, EventRow};
use crate::queries::keyset::page;
use crate::queries::visibility::visible_tickets;
use crate::run::Run;

#[async_trait]
impl TicketQueries for Database {
    async fn find(&self, sees: TicketVisibility, key: TicketKey) -> Result<Option<TicketView>, StorageError> {
        let ticket = ROWS.ids().filter(visible_tickets(sees)).filter(filter::named(key));
        let ticket = ROWS.with_all_columns(ticket.build(self.reader.get_database_backend()));
        self.reader.fetch_statement(ticket).await?.pop().map(TicketRow::into_view).transpose()
    }

    async fn list(
        &self,
        sees: TicketVisibility,
        filter: TicketFilter,
        sort: TicketSort,
        after: Option<TicketPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<TicketView>, StorageError> {
        let backend = self.reader.get_database_backend();
        let list = TicketList { sees, filter: &filter, sort, after, limit };
        let total = if count {
            let all = list.all(self.counting_strategy(&list).await?);
            Some(self.reader.total(all, ticket::Column::Id).await?)
        } else {
            None
        };
        let rows = match backend {
            DbBackend::Sqlite => self.page_found_by_sqlite(&list).await?,
            _ => self.reader.fetch_statement(list.statement(SearchStrategy::Rows, backend)).await?,
        };
        page(rows, limit, total, TicketRow::into_view)
    }

    async fn count_up_to(&self, sees: TicketVisibility, filter: TicketFilter, most: u32) -> Result<u32, StorageError> {
        let (sort, limit) = (TicketSort::CreatedAtDesc, PageLimit::default());
        let list = TicketList { sees, filter: &filter, sort, after: None, limit };
        let some = list.some(self.counting_strategy(&list).await?, most.into());
        whole(self.reader.count_up_to(some, ticket::Column::Id, most.into()).await?)
    }

    async fn message(
        &self,
        ticket: TicketId,
        with_notes: bool,
        id: MessageId,
    ) -> Result<Option<MessageView>, StorageError> {
        let row = self.reader.fetch_one(conversation::one_of(ticket, with_notes, id)).await?;
        row.map(MessageRow::into_view).transpose()
    }

    async fn messages(
        &self,
        ticket: TicketId,
        with_notes: bool,
        after: Option<MessageId>,
        limit: PageLimit,
    ) -> Result<Page<MessageView>, StorageError> {
        let rows = self.reader.fetch_all(conversation::one_page_of(ticket, with_notes, after, limit)).await?;
        page(rows, limit, None, MessageRow::into_view)
    }

    async fn history(
        &self,
        ticket: TicketId,
        with_internal: bool,
        after: Option<EventId>,
        limit: PageLimit,
    ) -> Result<Page<HistoryView>, StorageError> {
        let rows = self.reader.fetch_all(ticket_history::one_page_of(ticket, with_internal, after, limit)).await?;
        page(rows, limit, None, EventRow::into_view)
    }

    async fn followers(&self, ticket: TicketId) -> Result<Vec<PersonRef>, StorageError> {
        self.reader.fetch_all(followers::of(ticket)).await?.into_iter().map(PersonRefRow::into_ref).collect()
    }

    async fn is_muted(&self, ticket: TicketId, person: PersonId) -> Result<bool, StorageError> {
        let mute = ticket_mute::Entity::find_by_id((ticket.as_uuid(), person.as_uuid()));
        Ok(self.reader.fetch_one::<_, ticket_mute::Model>(mute).await?.is_some())
    }

    async fn due_for_closing(&self, due: ClosingDue, limit: u32) -> Result<Vec<TicketId>, StorageError> {
        let limit = u64::from(limit);
        let mut ids: Vec<Uuid> = self.reader.fetch_tuples(closing::to_be_warned(&due, limit)).await?;
        let rest = limit.saturating_sub(ids.len() as u64);
        if rest > 0 {
            ids.extend(self.reader.fetch_tuples::<_, Uuid>(closing::warned_long_enough(&due, rest)).await?);
        }
        Ok(ids.into_iter().map(TicketId::new).collect())
    }

    async fn decision(
        &self,
        ticket: TicketId,
    ) -> Result<Option<(Decision, Vec<PersonRef>, OffsetDateTime)>, StorageError> {
        let last = decision::Entity::find()
            .filter(decision::Column::TicketId.eq(ticket.as_uuid()))
            .order_by(decision::Column::Seq, Order::Desc);
        let Some(row) = self.reader.fetch_one(last).await? else { return Ok(None) };
        let (decision, at) = mapping::decision::to_domain(&row)?;
        let people = self.people_in(&decision).await?;
        Ok(Some((decision, people, at)))
    }
}

impl Database {
    async fn people_in(&self, decision: &Decision) -> Result<Vec<PersonRef>, StorageError> {
        let candidates = decision.candidates.iter().map(|engineer| engineer.id);
        let excluded = decision.excluded.iter().map(|(id, _)| *id);
        let ids: BTreeSet<PersonId> = decision.chosen.into_iter().chain(candidates).chain(excluded).collect();
        let people = person::Entity::find()
            .select_only()
            .columns([person::Column::Id, person::Column::Username, person::Column::Name])
            .filter(person::Column::Id.is_in(ids.iter().map(PersonId::as_uuid)))
            .order_by(person::Column::Id, Order::Asc);
        self.reader.fetch_all(people).await?.into_iter().map(PersonRefRow::into_ref).collect()
    }
}
