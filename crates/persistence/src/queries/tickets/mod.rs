pub(crate) mod closing;
mod conversation;
pub(crate) mod filter;
mod frequent_terms;
pub(crate) mod list;
mod one_index;
mod plain_list;

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
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;

use crate::database::Database;
use crate::entities::{decision, person, ticket, ticket_mute};
use crate::error::storage_error;
use crate::mapping;
use crate::mapping::person::PersonRefRow;
use crate::queries::cached_sql::Hot;
use crate::queries::events::ticket_history::{self, EventRow};
use crate::queries::keyset::page;
use crate::queries::text_search::SearchStrategy;
use crate::queries::tickets::conversation::MessageRow;
use crate::queries::tickets::filter::{as_column, named, visible};
use crate::queries::tickets::list::{TicketList, TicketRow, belonging, count_of, with_people};

#[async_trait]
impl TicketQueries for Database {
    async fn find(&self, sees: TicketVisibility, key: TicketKey) -> Result<Option<TicketView>, StorageError> {
        /// By id and by number, for those who see everything, their own, and what is theirs to do.
        static FIND: [[Hot; 3]; 2] = [const { [const { Hot::new() }; 3] }; 2];
        let select = || with_people(ticket::Entity::find()).filter(visible(sees)).filter(named(key));
        let ([by_id, by_number], mut values) = (&FIND, Vec::with_capacity(3));
        let ([everything, own, to_do], name) = match key {
            TicketKey::Id(id) => (by_id, id.as_uuid().into()),
            TicketKey::Number(number) => (by_number, as_column(number).into()),
        };
        let find = match sees {
            TicketVisibility::Everything => everything,
            TicketVisibility::ReportedBy(person) => {
                values.push(person.as_uuid().into());
                own
            }
            TicketVisibility::ReportedByOrAssignedTo(person) => {
                values.extend([person.as_uuid().into(), person.as_uuid().into()]);
                to_do
            }
        };
        values.push(name);
        let row: Option<TicketRow> = find.one(&self.reader, select, values).await?;
        row.map(TicketRow::into_view).transpose()
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
        let strategy = SearchStrategy::of(backend);
        let total = if count { Some(self.count(count_of(belonging(sees, &filter, strategy))).await?) } else { None };
        let list = TicketList { sees, filter: &filter, sort, after, limit };
        let rows = match self.page_of_common_word(&list).await? {
            Some(rows) => rows,
            None => self.rows(list.statement(strategy, backend)).await?,
        };
        page(rows, limit, total, TicketRow::into_view)
    }

    async fn messages(
        &self,
        ticket: TicketId,
        with_notes: bool,
        after: Option<MessageId>,
        limit: PageLimit,
    ) -> Result<Page<MessageView>, StorageError> {
        let messages = conversation::one_page_of(ticket, with_notes, after, limit);
        let rows = messages.into_model::<MessageRow>().all(&self.reader).await.map_err(storage_error)?;
        page(rows, limit, None, MessageRow::into_view)
    }

    async fn history(
        &self,
        ticket: TicketId,
        with_internal: bool,
        after: Option<EventId>,
        limit: PageLimit,
    ) -> Result<Page<HistoryView>, StorageError> {
        let events = ticket_history::one_page_of(ticket, with_internal, after, limit);
        let rows = events.into_model::<EventRow>().all(&self.reader).await.map_err(storage_error)?;
        page(rows, limit, None, EventRow::into_view)
    }

    async fn is_muted(&self, ticket: TicketId, person: PersonId) -> Result<bool, StorageError> {
        static MUTE: Hot = Hot::new();
        let select = || ticket_mute::Entity::find_by_id((ticket.as_uuid(), person.as_uuid()));
        let values = vec![ticket.as_uuid().into(), person.as_uuid().into()];
        let mute: Option<ticket_mute::Model> = MUTE.one(&self.reader, select, values).await?;
        Ok(mute.is_some())
    }

    async fn due_for_closing(&self, due: ClosingDue, limit: u32) -> Result<Vec<TicketId>, StorageError> {
        self.due(&due, limit).await
    }

    async fn decision(
        &self,
        ticket: TicketId,
    ) -> Result<Option<(Decision, Vec<PersonRef>, OffsetDateTime)>, StorageError> {
        let last = decision::Entity::find()
            .filter(decision::Column::TicketId.eq(ticket.as_uuid()))
            .order_by(decision::Column::Seq, Order::Desc)
            .one(&self.reader)
            .await
            .map_err(storage_error)?;
        let Some(row) = last else { return Ok(None) };
        let (decision, at) = mapping::decision::to_domain(&row)?;
        let people = self.refs(people_in(&decision)).await?;
        Ok(Some((decision, people, at)))
    }
}

impl Database {
    async fn refs(&self, ids: BTreeSet<PersonId>) -> Result<Vec<PersonRef>, StorageError> {
        let people = person::Entity::find()
            .select_only()
            .columns([person::Column::Id, person::Column::Username, person::Column::Name])
            .filter(person::Column::Id.is_in(ids.iter().map(PersonId::as_uuid)))
            .order_by(person::Column::Id, Order::Asc)
            .into_model::<PersonRefRow>()
            .all(&self.reader)
            .await
            .map_err(storage_error)?;
        people.into_iter().map(PersonRefRow::into_ref).collect()
    }
}

fn people_in(decision: &Decision) -> BTreeSet<PersonId> {
    let candidates = decision.candidates.iter().map(|engineer| engineer.id);
    let excluded = decision.excluded.iter().map(|(id, _)| *id);
    decision.chosen.into_iter().chain(candidates).chain(excluded).collect()
}
