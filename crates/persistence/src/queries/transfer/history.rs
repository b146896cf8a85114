use std::collections::HashSet;

use deskhand_domain::EventId;
use deskhand_domain::ports::{FeedPosition, LooseEvents, StorageError};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use crate::database::Database;
use crate::entities::event::{Column, Entity, Model};
use crate::entities::ticket;
use crate::mapping::event::to_domain;
use crate::run::Run;

/// How many events one part looks at. Most belong to tickets; without an end, a part might read the whole history for a few others.
const STRETCH: u64 = 2_000;

impl Database {
    pub(super) async fn read_loose_events(&self, after: FeedPosition) -> Result<LooseEvents, StorageError> {
        // With an end instead of a limit, SQLite would read on to the end of the history.
        let rows: Vec<Model> = self.reader.fetch_all(in_order(begin_after(after)).limit(STRETCH)).await?;
        let is_last = (rows.len() as u64) < STRETCH;
        let end = rows.last().filter(|_| !is_last);
        let read_to = end.map(|row| FeedPosition { work: row.tx, seq: row.seq, event: EventId::new(row.id) });
        let stored = self.stored_tickets_of(&rows).await?;
        let is_loose = |row: &Model| row.ticket_id.is_none_or(|ticket| !stored.contains(&ticket));
        let events = rows.into_iter().filter(is_loose).map(to_domain).collect::<Result<_, _>>()?;
        Ok(LooseEvents { events, read_to })
    }

    async fn stored_tickets_of(&self, rows: &[Model]) -> Result<HashSet<Uuid>, StorageError> {
        let named: HashSet<Uuid> = rows.iter().filter_map(|row| row.ticket_id).collect();
        if named.is_empty() {
            return Ok(named);
        }
        let stored =
            ticket::Entity::find().select_only().column(ticket::Column::Id).filter(ticket::Column::Id.is_in(named));
        Ok(self.reader.fetch_tuples::<_, Uuid>(stored).await?.into_iter().collect())
    }
}

fn begin_after(after: FeedPosition) -> Select<Entity> {
    Entity::find().filter(own_position().gt(value_of(after)))
}

fn in_order(events: Select<Entity>) -> Select<Entity> {
    events.order_by(Column::Tx, Order::Asc).order_by(Column::Seq, Order::Asc)
}

/// As in the feed: a row value is found in the index.
fn own_position() -> Expr {
    Expr::tuple([Expr::col(Column::Tx.as_column_ref()), Expr::col(Column::Seq.as_column_ref())])
}

fn value_of(at: FeedPosition) -> Expr {
    Expr::tuple([Expr::value(at.work), Expr::value(at.seq)])
}
