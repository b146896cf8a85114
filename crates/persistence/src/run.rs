//! Runs statements on any connection, and maps their errors to the domain's.

use deskhand_domain::ports::{StorageError, Total};
use sea_orm::sea_query::{Expr, Func, OnConflict, Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DeleteMany, EntityTrait, FromQueryResult, IntoActiveModel,
    Iterable, QueryResult, QuerySelect, QueryTrait, Select, Statement, TryGetableMany, TryInsertResult, UpdateMany,
};
use uuid::Uuid;

use crate::error::storage_error;
use crate::mapping::decode::whole;

/// The most values that both databases accept in one statement.
const VALUES: usize = 30_000;

pub(crate) trait Run: ConnectionTrait + Sized {
    async fn fetch_all<E, R>(&self, select: Select<E>) -> Result<Vec<R>, StorageError>
    where
        E: EntityTrait,
        R: FromQueryResult + Send + Sync,
    {
        select.into_model::<R>().all(self).await.map_err(storage_error)
    }

    async fn fetch_one<E, R>(&self, select: Select<E>) -> Result<Option<R>, StorageError>
    where
        E: EntityTrait,
        R: FromQueryResult + Send + Sync,
    {
        select.into_model::<R>().one(self).await.map_err(storage_error)
    }

    async fn fetch_tuples<E, T>(&self, select: Select<E>) -> Result<Vec<T>, StorageError>
    where
        E: EntityTrait,
        T: TryGetableMany + Send + Sync,
    {
        select.into_tuple::<T>().all(self).await.map_err(storage_error)
    }

    async fn fetch_tuple<E, T>(&self, select: Select<E>) -> Result<Option<T>, StorageError>
    where
        E: EntityTrait,
        T: TryGetableMany + Send + Sync,
    {
        select.into_tuple::<T>().one(self).await.map_err(storage_error)
    }

    async fn fetch_statement<R>(&self, statement: Statement) -> Result<Vec<R>, StorageError>
    where
        R: FromQueryResult + Send + Sync,
    {
        R::find_by_statement(statement).all(self).await.map_err(storage_error)
    }

    /// Every row with its id, and an error for each that can't be read: a damaged row must not hide the others.
    async fn fetch_each<E: EntityTrait>(
        &self,
        select: Select<E>,
    ) -> Result<Vec<(Uuid, Result<E::Model, StorageError>)>, StorageError> {
        let rows = self.query_all(&select.into_query()).await.map_err(storage_error)?;
        let read = |row: &QueryResult| {
            Ok((row.try_get("", "id")?, E::Model::from_query_result(row, "").map_err(storage_error)))
        };
        rows.iter().map(read).collect::<Result<_, _>>().map_err(storage_error)
    }

    /// How many rows `select` selects.
    async fn count<E: EntityTrait>(&self, select: Select<E>, id: E::Column) -> Result<u64, StorageError> {
        whole(self.fetch_tuple::<E, i64>(counted(select, id)).await?.unwrap_or_default())
    }

    /// How many rows `select` selects, counted as far as [`Total::MAX`].
    async fn total<E: EntityTrait>(&self, select: Select<E>, id: E::Column) -> Result<Total, StorageError> {
        self.count_up_to(select, id, Total::MAX + 1).await.map(Total::of)
    }

    /// How many rows `select` selects, counted as far as `most`.
    async fn count_up_to<E: EntityTrait>(
        &self,
        select: Select<E>,
        id: E::Column,
        most: u64,
    ) -> Result<u64, StorageError> {
        let row = self.query_one(&counted_up_to(select, id, most)).await.map_err(storage_error)?;
        let rows: i64 = row.map(|row| row.try_get("", "rows")).transpose().map_err(storage_error)?.unwrap_or_default();
        whole(rows)
    }

    async fn insert_rows<A>(&self, rows: impl IntoIterator<Item = A>) -> Result<(), StorageError>
    where
        A: ActiveModelTrait,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        let mut rows = rows.into_iter().peekable();
        let at_once = VALUES / <A::Entity as EntityTrait>::Column::iter().count().max(1);
        while rows.peek().is_some() {
            let some = rows.by_ref().take(at_once);
            A::Entity::insert_many(some).exec_without_returning(self).await.map_err(storage_error)?;
        }
        Ok(())
    }

    /// Returns `false`, and does nothing, where there is such a row already.
    async fn insert_unless_there<A>(&self, row: A) -> Result<bool, StorageError>
    where
        A: ActiveModelTrait,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        let inserted = A::Entity::insert(row).on_conflict_do_nothing().exec_without_returning(self).await;
        inserted.map(|inserted| matches!(inserted, TryInsertResult::Inserted(1..))).map_err(storage_error)
    }

    /// Inserts the row, or changes the one that is there as `on_conflict` says. Returns whether it did either.
    async fn insert_or<A>(&self, row: A, on_conflict: OnConflict) -> Result<bool, StorageError>
    where
        A: ActiveModelTrait,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        let inserted = A::Entity::insert(row).on_conflict(on_conflict).try_insert().exec_without_returning(self).await;
        inserted.map(|inserted| matches!(inserted, TryInsertResult::Inserted(1..))).map_err(storage_error)
    }

    /// Returns how many rows it changed.
    async fn update_rows<E: EntityTrait>(&self, update: UpdateMany<E>) -> Result<u64, StorageError> {
        Ok(update.exec(self).await.map_err(storage_error)?.rows_affected)
    }

    /// Returns how many rows it deleted.
    async fn delete_rows<E: EntityTrait>(&self, delete: DeleteMany<E>) -> Result<u64, StorageError> {
        Ok(delete.exec(self).await.map_err(storage_error)?.rows_affected)
    }
}

impl<C: ConnectionTrait> Run for C {}

/// Selects how many rows there are. `id` is a column without NULL.
pub(crate) fn counted<E: EntityTrait>(select: Select<E>, id: E::Column) -> Select<E> {
    select.select_only().column_as(id.count(), "rows")
}

/// Selects how many rows there are, counting up to `most`. `id` is a column without NULL.
pub(crate) fn counted_up_to<E: EntityTrait>(select: Select<E>, id: E::Column, most: u64) -> SelectStatement {
    let some = select.select_only().column_as(id, "id").limit(most).into_query();
    Query::select().expr_as(Func::count(Expr::col("id")), "rows").from_subquery(some, "some").take()
}

#[cfg(test)]
mod tests {
    use sea_orm::sea_query::SqliteQueryBuilder;

    use super::*;
    use crate::entities::event;

    #[test]
    fn a_count_reads_one_row_beyond_the_most_and_no_more() {
        let count = counted_up_to(event::Entity::find(), event::Column::Id, Total::MAX + 1);
        let count = count.to_string(SqliteQueryBuilder);
        assert!(count.contains("LIMIT 10001) AS"), "{count}");
    }
}
