//! Runs statements on the reading connections.

use deskhand_domain::ports::StorageError;
use sea_orm::{EntityTrait, FromQueryResult, Select, Statement, TryGetableMany};

use crate::database::Database;
use crate::error::storage_error;
use crate::mapping::decode::whole;

impl Database {
    pub(super) async fn fetch_all<E, R>(&self, select: Select<E>) -> Result<Vec<R>, StorageError>
    where
        E: EntityTrait,
        R: FromQueryResult + Send + Sync,
    {
        select.into_model::<R>().all(&self.reader).await.map_err(storage_error)
    }

    pub(super) async fn fetch_one<E, R>(&self, select: Select<E>) -> Result<Option<R>, StorageError>
    where
        E: EntityTrait,
        R: FromQueryResult + Send + Sync,
    {
        select.into_model::<R>().one(&self.reader).await.map_err(storage_error)
    }

    pub(super) async fn fetch_tuples<E, T>(&self, select: Select<E>) -> Result<Vec<T>, StorageError>
    where
        E: EntityTrait,
        T: TryGetableMany + Send + Sync,
    {
        select.into_tuple::<T>().all(&self.reader).await.map_err(storage_error)
    }

    pub(super) async fn fetch_tuple<E, T>(&self, select: Select<E>) -> Result<Option<T>, StorageError>
    where
        E: EntityTrait,
        T: TryGetableMany + Send + Sync,
    {
        select.into_tuple::<T>().one(&self.reader).await.map_err(storage_error)
    }

    pub(super) async fn fetch_statement<R: FromQueryResult + Send + Sync>(
        &self,
        statement: Statement,
    ) -> Result<Vec<R>, StorageError> {
        R::find_by_statement(statement).all(&self.reader).await.map_err(storage_error)
    }

    /// The one number that `select` selects.
    pub(super) async fn fetch_count<E: EntityTrait>(&self, select: Select<E>) -> Result<u64, StorageError> {
        whole(self.fetch_tuple::<E, i64>(select).await?.unwrap_or_default())
    }
}
