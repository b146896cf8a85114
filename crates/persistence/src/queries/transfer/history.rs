use deskhand_domain::EventId;
use deskhand_domain::ports::{FeedPosition, LooseEvents, StorageError};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};
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
        let end = self.end_of_stretch(after).await?;
        let end_here = end.map(|end| own_position().lte(value_of(end)));
        let loose = begin_after(after)
            .filter(Condition::all().add_option(end_here))
            .filter(Condition::any().add(Column::TicketId.is_null()).add(has_no_ticket()));
        let rows: Vec<Model> = self.reader.fetch_all(in_order(loose)).await?;
        let events = rows.into_iter().map(to_domain).collect::<Result<_, _>>()?;
        Ok(LooseEvents { events, read_to: end })
    }

    /// `None` where fewer events follow than a part looks at.
    async fn end_of_stretch(&self, after: FeedPosition) -> Result<Option<FeedPosition>, StorageError> {
        let end = in_order(begin_after(after))
            .select_only()
            .columns([Column::Tx, Column::Seq, Column::Id])
            .offset(STRETCH - 1)
            .limit(1);
        let end: Option<(i64, i64, Uuid)> = self.reader.fetch_tuple(end).await?;
        Ok(end.map(|(work, seq, id)| FeedPosition { work, seq, event: EventId::new(id) }))
    }
}

fn has_no_ticket() -> Expr {
    let ticket = ticket::Entity::find()
        .select_only()
        .column(ticket::Column::Id)
        .filter(ticket::Column::Id.into_expr().eq(Expr::col(Column::TicketId.as_column_ref())));
    Expr::exists(ticket.into_query()).not()
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
