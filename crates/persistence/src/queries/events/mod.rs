pub(crate) mod feed_page;
pub(crate) mod ticket_history;
pub(crate) mod visible_parts;

use async_trait::async_trait;
use deskhand_domain::permissions::EventVisibility;
use deskhand_domain::ports::{EventFeed, FeedPage, FeedPosition, PageLimit, StorageError, Total};
use deskhand_domain::{EventId, TicketId};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QuerySelect, Select};
use uuid::Uuid;

use self::feed_page::{FeedRow, one_page_between, only_after, settled};
use self::visible_parts::visible_parts;
use crate::database::Database;
use crate::entities::event::{Column, Entity};
use crate::queries::keyset::page;
use crate::run::Run;

/// The most events that one read looks at. Without it, a caller who may see few of them would make the database read all.
const LONGEST_STRETCH: u64 = 5_000;

#[async_trait]
impl EventFeed for Database {
    async fn newest(&self) -> Result<FeedPosition, StorageError> {
        let newest = settled(self.reader.get_database_backend(), Order::Desc);
        Ok(self.position_of(newest).await?.unwrap_or(FeedPosition::START))
    }

    async fn find(&self, event: EventId) -> Result<Option<FeedPosition>, StorageError> {
        self.position_of(Entity::find().filter(Column::Id.eq(event.as_uuid()))).await
    }

    async fn read(
        &self,
        sees: EventVisibility,
        after: FeedPosition,
        limit: PageLimit,
    ) -> Result<FeedPage, StorageError> {
        // Settled events never change, so the three reads need no transaction.
        let newest = EventFeed::newest(self).await?;
        if newest <= after {
            return Ok(FeedPage { events: Vec::new(), read_to: after, has_more: false });
        }
        let backend = self.reader.get_database_backend();
        let rest = only_after(settled(backend, Order::Asc), after);
        let end = self.position_of(rest.offset(LONGEST_STRETCH)).await?;
        let end = end.map_or(newest, |end| end.min(newest));
        let rows = self.reader.fetch_all(one_page_between(backend, sees, after, end, limit)).await?;
        let page = page(rows, limit, None, FeedRow::into_event)?;
        let read_to = match page.rows.last() {
            Some(last) if page.has_more => last.position,
            _ => end,
        };
        Ok(FeedPage { events: page.rows, read_to, has_more: read_to < newest })
    }

    async fn count(&self, sees: EventVisibility) -> Result<Total, StorageError> {
        let mut rows = 0;
        for part in visible_parts(self.reader.get_database_backend(), sees) {
            rows += self.reader.total(part, Column::Id).await?.counted();
        }
        Ok(Total::of(rows))
    }

    async fn count_of_ticket(&self, ticket: TicketId, with_internal: bool) -> Result<Total, StorageError> {
        self.reader.total(ticket_history::of_ticket(ticket, with_internal), Column::Id).await
    }
}

impl Database {
    async fn position_of(&self, events: Select<Entity>) -> Result<Option<FeedPosition>, StorageError> {
        let first = events.select_only().columns([Column::Tx, Column::Seq, Column::Id]).limit(1);
        let row: Option<(i64, i64, Uuid)> = self.reader.fetch_tuple(first).await?;
        Ok(row.map(|(work, seq, id)| FeedPosition { work, seq, event: EventId::new(id) }))
    }
}
