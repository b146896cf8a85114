//! Runs statements in the transaction of a unit of work.

use deskhand_domain::ports::StorageError;
use sea_orm::{ActiveModelTrait, DeleteMany, EntityTrait, FromQueryResult, IntoActiveModel, Select, UpdateMany};

use crate::error::storage_error;
use crate::unit_of_work::SeaOrmUnitOfWork;

impl SeaOrmUnitOfWork {
    pub(super) async fn fetch_one<E: EntityTrait, R>(&self, select: Select<E>) -> Result<Option<R>, StorageError>
    where
        R: FromQueryResult + Send + Sync,
    {
        select.into_model::<R>().one(&self.tx).await.map_err(storage_error)
    }

    pub(super) async fn fetch_all<E: EntityTrait, R>(&self, select: Select<E>) -> Result<Vec<R>, StorageError>
    where
        R: FromQueryResult + Send + Sync,
    {
        select.into_model::<R>().all(&self.tx).await.map_err(storage_error)
    }

    pub(crate) async fn insert_rows<A>(&self, rows: impl IntoIterator<Item = A>) -> Result<(), StorageError>
    where
        A: ActiveModelTrait,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        let mut rows = rows.into_iter().peekable();
        if rows.peek().is_some() {
            A::Entity::insert_many(rows).exec_without_returning(&self.tx).await.map_err(storage_error)?;
        }
        Ok(())
    }

    /// Returns how many rows it changed.
    pub(super) async fn update_rows<E: EntityTrait>(&self, update: UpdateMany<E>) -> Result<u64, StorageError> {
        Ok(update.exec(&self.tx).await.map_err(storage_error)?.rows_affected)
    }

    /// Returns how many rows it deleted.
    pub(super) async fn delete_rows<E: EntityTrait>(&self, delete: DeleteMany<E>) -> Result<u64, StorageError> {
        Ok(delete.exec(&self.tx).await.map_err(storage_error)?.rows_affected)
    }
}
