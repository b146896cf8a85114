pub(crate) mod feed_page;
pub(crate) mod ticket_history;

use async_trait::async_trait;
use deskhand_domain::permissions::EventVisibility;
use deskhand_domain::ports::{EventFeed, FeedPage, FeedPosition, PageLimit, StorageError};
use deskhand_domain::{EventId, TicketId};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QuerySelect, Select};

use crate::database::Database;
use crate::entities::event::{Column, Entity};
use crate::error::storage_error;
use crate::queries::events::feed_page::{FeedRow, PlaceRow, count_of, one_page_between, only_after, places};
use crate::queries::keyset::page;

/// How many events one read looks at. Whoever may see few of them must not make the database look at all.
const LONGEST_STRETCH: u64 = 5_000;

#[async_trait]
impl EventFeed for Database {
    async fn newest(&self) -> Result<FeedPosition, StorageError> {
        let newest = places(self.reader.get_database_backend(), Order::Desc);
        Ok(self.place(newest).await?.unwrap_or(FeedPosition::START))
    }

    async fn find(&self, event: EventId) -> Result<Option<FeedPosition>, StorageError> {
        self.place(Entity::find().filter(Column::Id.eq(event.as_uuid()))).await
    }

    async fn read(
        &self,
        sees: EventVisibility,
        after: FeedPosition,
        limit: PageLimit,
    ) -> Result<FeedPage, StorageError> {
        // What is settled now stays as it is, so that the three reads need no transaction.
        let newest = EventFeed::newest(self).await?;
        if newest <= after {
            return Ok(FeedPage { events: Vec::new(), read_to: after, has_more: false });
        }
        let backend = self.reader.get_database_backend();
        let rest = only_after(places(backend, Order::Asc), after);
        let end = self.place(rest.offset(LONGEST_STRETCH)).await?;
        let end = end.map_or(newest, |end| end.min(newest));
        let rows = one_page_between(backend, sees, after, end, limit).into_model::<FeedRow>().all(&self.reader).await;
        let page = page(rows.map_err(storage_error)?, limit, None, FeedRow::into_event)?;
        let read_to = match page.rows.last() {
            Some(last) if page.has_more => last.position,
            _ => end,
        };
        Ok(FeedPage { events: page.rows, read_to, has_more: read_to < newest })
    }

    async fn count(&self, sees: EventVisibility) -> Result<u64, StorageError> {
        let backend = self.reader.get_database_backend();
        Database::count(self, count_of(backend, sees)).await
    }

    async fn count_of_ticket(&self, ticket: TicketId, with_internal: bool) -> Result<u64, StorageError> {
        Database::count(self, ticket_history::count_of(ticket, with_internal)).await
    }
}

impl Database {
    async fn place(&self, events: Select<Entity>) -> Result<Option<FeedPosition>, StorageError> {
        let first = events.select_only().columns([Column::Tx, Column::Seq, Column::Id]).limit(1);
        let row = first.into_model::<PlaceRow>().one(&self.reader).await.map_err(storage_error)?;
        Ok(row.map(PlaceRow::into_position))
    }
}
