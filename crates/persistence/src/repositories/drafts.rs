use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::drafts::{Draft, DraftPlace};
use deskhand_domain::ports::{DraftStore, StorageError};
use sea_orm::sea_query::{Condition, Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use time::OffsetDateTime;

use crate::dialect::locks::{locked, skip_locked};
use crate::entities::draft::{Column, Entity};
use crate::error::storage_error;
use crate::mapping::decode::millis;
use crate::mapping::draft::{place_key, to_active_model, to_domain};
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

#[async_trait]
impl DraftStore for SeaOrmUnitOfWork {
    async fn find(&mut self, person: PersonId, place: DraftPlace) -> Result<Option<Draft>, StorageError> {
        let draft = locked(Entity::find_by_id((person.as_uuid(), place_key(place))));
        self.tx.fetch_one(draft).await?.as_ref().map(to_domain).transpose()
    }

    async fn keep(&mut self, draft: &Draft, most: u32) -> Result<(), StorageError> {
        let replace = OnConflict::columns([Column::PersonId, Column::Place])
            .update_columns([Column::Title, Column::Body, Column::SavedAt])
            .to_owned();
        let kept = Entity::insert(to_active_model(draft)).on_conflict(replace);
        kept.exec_without_returning(&self.tx).await.map_err(storage_error)?;

        let others = Condition::all()
            .add(Column::PersonId.eq(draft.person.as_uuid()))
            .add(Column::Place.ne(place_key(draft.place)));
        let youngest = Entity::find()
            .select_only()
            .column(Column::Place)
            .filter(others.clone())
            .order_by(Column::SavedAt, Order::Desc)
            .order_by(Column::Place, Order::Asc)
            .limit(u64::from(most.saturating_sub(1)));
        let oldest = others.add(Column::Place.not_in_subquery(youngest.into_query()));
        self.tx.delete_rows(Entity::delete_many().filter(oldest)).await.map(drop)
    }

    async fn discard(&mut self, person: PersonId, place: DraftPlace) -> Result<(), StorageError> {
        let at_place = Entity::delete_by_id((person.as_uuid(), place_key(place)));
        at_place.exec(&self.tx).await.map(drop).map_err(storage_error)
    }

    async fn forget_person(&mut self, person: PersonId) -> Result<(), StorageError> {
        self.tx.delete_rows(Entity::delete_many().filter(Column::PersonId.eq(person.as_uuid()))).await.map(drop)
    }

    async fn forget_unchanged(&mut self, saved_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let key = [Column::PersonId, Column::Place];
        let old = skip_locked(Entity::find())
            .select_only()
            .columns(key)
            .filter(Column::SavedAt.lte(millis(saved_by)))
            .limit(u64::from(limit));
        let rows = Expr::tuple(key.map(ColumnTrait::into_expr));
        self.tx.delete_rows(Entity::delete_many().filter(rows.in_subquery(old.into_query()))).await
    }
}
