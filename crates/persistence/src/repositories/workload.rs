use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::assignment::EngineerLoad;
use deskhand_domain::people::Role;
use deskhand_domain::ports::{StorageError, Workload};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, UpdateMany};
use time::OffsetDateTime;

use crate::entities::person::{Column, Entity};
use crate::locks::{WholeDesk, hold};
use crate::rows;
use crate::rows::reading::millis;
use crate::storage_error::storage_error;
use crate::unit_of_work::SeaOrmUnitOfWork;

#[async_trait]
impl Workload for SeaOrmUnitOfWork {
    async fn lock_engineers(&mut self) -> Result<Vec<EngineerLoad>, StorageError> {
        hold(&self.tx, WholeDesk::Assignment).await?;
        let engineers = Entity::find()
            .filter(Column::Role.eq(Role::Engineer.as_str()))
            .order_by(Column::Id, Order::Asc)
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

    async fn count_reported(&mut self, reporter: PersonId, change: i32) -> Result<(), StorageError> {
        self.move_count(Column::TicketsCount, reporter, change).await
    }
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
        match update.exec(&self.tx).await.map_err(storage_error)?.rows_affected {
            1 => Ok(()),
            _ => {
                let reason = "there is nobody to count for, or a count would fall below zero".to_owned();
                Err(StorageError::Corrupt { table: "people", reason })
            }
        }
    }
}
