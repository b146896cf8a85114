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

use crate::dialect::locks::{AdvisoryLock, lock_advisory};
use crate::entities::person::{Column, Entity};
use crate::entities::{backlog_state, ticket};
use crate::error::storage_error;
use crate::mapping;
use crate::mapping::decode::millis;
use crate::mapping::person::LoadRow;
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

/// The key of the only row, which exists while assigning the backlog is unfinished.
const UNFINISHED: i16 = 1;

#[async_trait]
impl Workload for SeaOrmUnitOfWork {
    async fn lock_engineers(&mut self) -> Result<Vec<EngineerLoad>, StorageError> {
        lock_advisory(&self.tx, AdvisoryLock::Assignment).await?;
        let engineers = Entity::find()
            .filter(Column::Role.eq(Role::Engineer.as_str()))
            .order_by(Column::Id, Order::Asc)
            .into_partial_model::<LoadRow>()
            .all(&self.tx)
            .await
            .map_err(storage_error)?;
        engineers.iter().map(mapping::person::to_load).collect()
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
        let first = first_waiting(&wanted, self.tx.get_database_backend());
        let rows = self.tx.query_all_raw(first).await.map_err(storage_error)?;
        let ids = rows.iter().map(|row| row.try_get_by_index(0).map(TicketId::new));
        ids.collect::<Result<_, _>>().map_err(storage_error)
    }

    async fn mark_backlog_unfinished(&mut self, rest: bool) -> Result<(), StorageError> {
        if rest {
            self.tx.insert_unless_there(backlog_state::ActiveModel { id: Set(UNFINISHED) }).await.map(drop)
        } else {
            self.tx.delete_rows(backlog_state::Entity::delete_many()).await.map(|_| ())
        }
    }

    async fn is_backlog_unfinished(&mut self) -> Result<bool, StorageError> {
        let row: Option<backlog_state::Model> =
            self.tx.fetch_one(backlog_state::Entity::find_by_id(UNFINISHED)).await?;
        Ok(row.is_some())
    }

    async fn count_reported(&mut self, reporter: PersonId, change: i32) -> Result<(), StorageError> {
        self.move_count(Column::TicketsCount, reporter, change).await
    }
}

/// The first waiting tickets, in the order of the partial index `tickets_waiting`. The condition must have the same text as that
/// index's own. SQLite has no statistics: without `INDEXED BY` it would expect few tickets without an assignee, find them by
/// another index, and sort them.
pub(crate) fn first_waiting(wanted: &BacklogQuery, backend: DbBackend) -> Statement {
    let except = wanted.except.map(|id| ticket::Column::Id.ne(id.as_uuid()));
    let open_to = (!wanted.open_to.is_empty())
        .then(|| wanted.open_to.iter().fold(Condition::any(), |any, engineer| any.add(can_have(engineer))));
    let mut first = ticket::Entity::find()
        .select_only()
        .column(ticket::Column::Id)
        .filter(Expr::cust("assignee_id IS NULL AND status IN ('open', 'blocked')"))
        .filter(Condition::all().add_option(except).add_option(open_to))
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

/// Neither the reporter's own ticket nor one that the engineer handed back. A comparison with NULL would be NULL.
fn can_have(engineer: &PersonId) -> Condition {
    let handed_back = ticket::Column::HandedBackBy;
    let by_another = handed_back.is_null().or(handed_back.ne(engineer.as_uuid()));
    Condition::all().add(ticket::Column::ReporterId.ne(engineer.as_uuid())).add(by_another)
}

impl SeaOrmUnitOfWork {
    /// Adds `change` to a counter. The statement itself adds, because a number read earlier may be out of date.
    pub(crate) async fn move_count(&self, count: Column, person: PersonId, change: i32) -> Result<(), StorageError> {
        let moved = Expr::col(count).add(change);
        let update = Entity::update_many().col_expr(count, moved.clone()).filter(moved.gte(0));
        self.change_one(update, person).await
    }

    async fn change_one(&self, update: UpdateMany<Entity>, person: PersonId) -> Result<(), StorageError> {
        let update = update.filter(Column::Id.eq(person.as_uuid()));
        self.tx.write(update.build(self.tx.get_database_backend()), 1).await
    }
}
