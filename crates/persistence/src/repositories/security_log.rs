use async_trait::async_trait;
use deskhand_domain::ports::{SecurityLog, StorageError};
use deskhand_domain::security::SecurityEvent;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use time::OffsetDateTime;

use crate::entities::security_event::{Column, Entity};
use crate::mapping::decode::millis;
use crate::mapping::security_event::to_active_model;
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

#[async_trait]
impl SecurityLog for SeaOrmUnitOfWork {
    async fn append_security(&mut self, events: &[SecurityEvent]) -> Result<(), StorageError> {
        self.write_rows(events.iter().map(to_active_model).collect::<Result<_, _>>()?).await
    }

    async fn forget_security(
        &mut self,
        before: Option<OffsetDateTime>,
        refusals: u32,
        limit: u32,
    ) -> Result<u64, StorageError> {
        let mut forgotten = 0;
        let old = before.map(|before| oldest(before, limit));
        for some in old.into_iter().chain([surplus_refusals(refusals, limit)]) {
            let delete = Entity::delete_many().filter(Column::Seq.in_subquery(some));
            forgotten += self.tx.delete_rows(delete).await?;
        }
        Ok(forgotten)
    }
}

/// Of the first `limit` entries, those of `before` or earlier: they come nearly in the order of time, so no index of it is needed.
fn oldest(before: OffsetDateTime, limit: u32) -> SelectStatement {
    let first = Entity::find()
        .select_only()
        .columns([Column::Seq, Column::At])
        .order_by(Column::Tx, Order::Asc)
        .order_by(Column::Seq, Order::Asc)
        .limit(u64::from(limit));
    let is_old = Expr::col("at").lte(millis(before));
    Query::select().column("seq").from_subquery(first.into_query(), "first").and_where(is_old).take()
}

fn surplus_refusals(most: u32, limit: u32) -> SelectStatement {
    let refusals = Entity::find()
        .select_only()
        .column(Column::Seq)
        .filter(Column::IsRefusal.eq(true))
        .order_by(Column::Tx, Order::Desc)
        .order_by(Column::Seq, Order::Desc)
        .offset(u64::from(most))
        .limit(u64::from(limit));
    refusals.into_query()
}
