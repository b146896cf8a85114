use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::ports::{SavedViewStore, StorageError};
use deskhand_domain::saved_views::{SavedView, ViewName};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::entities::saved_view::{Column, Entity};
use crate::error::storage_error;
use crate::mapping::saved_view::{name_of, to_active_model};
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

#[async_trait]
impl SavedViewStore for SeaOrmUnitOfWork {
    async fn names(&mut self, person: PersonId) -> Result<Vec<ViewName>, StorageError> {
        let theirs = Entity::find().filter(Column::PersonId.eq(person.as_uuid()));
        self.tx.fetch_all(theirs).await?.iter().map(name_of).collect()
    }

    async fn keep(&mut self, view: &SavedView) -> Result<(), StorageError> {
        let replace = OnConflict::columns([Column::PersonId, Column::Name])
            .update_columns([Column::Query, Column::SavedAt])
            .to_owned();
        let kept = Entity::insert(to_active_model(view)).on_conflict(replace);
        kept.exec_without_returning(&self.tx).await.map(drop).map_err(storage_error)
    }

    async fn discard(&mut self, person: PersonId, name: &ViewName) -> Result<(), StorageError> {
        let named = Entity::delete_by_id((person.as_uuid(), name.as_str().to_owned()));
        named.exec(&self.tx).await.map(drop).map_err(storage_error)
    }

    async fn forget_person(&mut self, person: PersonId) -> Result<(), StorageError> {
        self.tx.delete_rows(Entity::delete_many().filter(Column::PersonId.eq(person.as_uuid()))).await.map(drop)
    }
}
