use async_trait::async_trait;
use deskhand_domain::assignment::EngineerLoad;
use deskhand_domain::people::Role;
use deskhand_domain::ports::{BacklogQuery, StorageError, Workload};
use deskhand_domain::{PersonId, TicketId};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Statement, UpdateMany,
};
use time::OffsetDateTime;

use crate::entities::person::{Column, Entity};
use crate::entities::{hand_out_rest, ticket};
use crate::later::Write;
use crate::locks::{WholeDesk, hold};
use crate::rows;
use crate::rows::person::LoadRow;
use crate::rows::reading::millis;
use crate::storage_error::storage_error;
use crate::unit_of_work::SeaOrmUnitOfWork;

/// The one row that the table has while there is a rest.
const REST: i16 = 1;

#[async_trait]
impl Workload for SeaOrmUnitOfWork {
    async fn lock_engineers(&mut self) -> Result<Vec<EngineerLoad>, StorageError> {
        hold(&self.tx, WholeDesk::Assignment).await?;
        let engineers = Entity::find()
            .filter(Column::Role.eq(Role::Engineer.as_str()))
            .order_by(Column::Id, Order::Asc)
            .into_partial_model::<LoadRow>()
            .all(&self.tx)
            .await
            .map_err(storage_error)?;
        engineers.iter().map(rows::person::into_load).collect()
    }

    async fn add_open(&mut self, engineer: PersonId) -> Result<(), StorageError> {
        self.move_count(Column::OpenTickets, engineer, 1).await
    }

    async fn remove_open(&mut self, engineer: PersonId) -> Result<(), StorageError> {
        self.move_count(Column::OpenTickets, engineer, -1).await
    }

    async fn note_assignment(&mut self, engineer: PersonId, at: OffsetDateTime) -> Result<(), StorageError> {
        let noted = Entity::update_many().col_expr(Column::LastAssignedAt, Expr::value(millis(at)));
        self.change_one(noted, engineer).await
    }

    async fn backlog(&mut self, wanted: BacklogQuery) -> Result<Vec<TicketId>, StorageError> {
        let first = first_waiting(wanted, self.tx.get_database_backend());
        let rows = self.tx.query_all_raw(first).await.map_err(storage_error)?;
        let ids = rows.iter().map(|row| row.try_get_by_index(0).map(TicketId::new));
        ids.collect::<Result<_, _>>().map_err(storage_error)
    }

    async fn mark_backlog_unfinished(&mut self, rest: bool) -> Result<(), StorageError> {
        if rest {
            let row = hand_out_rest::ActiveModel { id: Set(REST) };
            hand_out_rest::Entity::insert(row)
                .on_conflict_do_nothing()
                .exec_without_returning(&self.tx)
                .await
                .map_err(storage_error)?;
        } else {
            hand_out_rest::Entity::delete_many().exec(&self.tx).await.map_err(storage_error)?;
        }
        Ok(())
    }

    async fn is_backlog_unfinished(&mut self) -> Result<bool, StorageError> {
        let row = hand_out_rest::Entity::find_by_id(REST).one(&self.tx).await.map_err(storage_error)?;
        Ok(row.is_some())
    }

    async fn count_reported(&mut self, reporter: PersonId, change: i32) -> Result<(), StorageError> {
        self.move_count(Column::TicketsCount, reporter, change).await
    }
}

/// Apart from its running: a test asks how it would be run. The index has these very words as its condition. SQLite has
/// no statistics: it would expect few tickets without an assignee, find them by another index, and sort them.
pub(crate) fn first_waiting(wanted: BacklogQuery, backend: DbBackend) -> Statement {
    let except = wanted.except.map(|id| ticket::Column::Id.ne(id.as_uuid()));
    let others = wanted.not_reported_by.map(|id| ticket::Column::ReporterId.ne(id.as_uuid()));
    let mut first = ticket::Entity::find()
        .select_only()
        .column(ticket::Column::Id)
        .filter(Expr::cust("assignee_id IS NULL AND status IN ('open', 'blocked')"))
        .filter(Condition::all().add_option(except).add_option(others))
        .order_by(ticket::Column::Priority, Order::Asc)
        .order_by(ticket::Column::CreatedAt, Order::Asc)
        .order_by(ticket::Column::Number, Order::Asc)
        .limit(u64::from(wanted.limit))
        .build(backend);
    if backend == DbBackend::Sqlite {
        first.sql = first.sql.replacen(r#"FROM "tickets""#, r#"FROM "tickets" INDEXED BY "tickets_waiting""#, 1);
    }
    first
}

impl SeaOrmUnitOfWork {
    /// Counted in the statement itself: what was read earlier may be old.
    pub(crate) async fn move_count(&self, count: Column, person: PersonId, change: i32) -> Result<(), StorageError> {
        let moved = Expr::col(count).add(change);
        let update = Entity::update_many().col_expr(count, moved.clone()).filter(moved.gte(0));
        self.change_one(update, person).await
    }

    async fn change_one(&self, update: UpdateMany<Entity>, person: PersonId) -> Result<(), StorageError> {
        let update = update.filter(Column::Id.eq(person.as_uuid()));
        self.tx.write(Write::of_one_row(self.build(&update))).await
    }
}
