use async_trait::async_trait;
use deskhand_domain::api_keys::ApiKey;
use deskhand_domain::ports::{ApiKeyStore, StorageError};
use deskhand_domain::{ApiKeyId, PersonId};
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, UpdateMany};
use time::OffsetDateTime;

use crate::entities::api_key::{Column, Entity};
use crate::error::storage_error;
use crate::mapping;
use crate::mapping::decode::millis;
use crate::queries::api_keys::live_at;
use crate::unit_of_work::SeaOrmUnitOfWork;

#[async_trait]
impl ApiKeyStore for SeaOrmUnitOfWork {
    async fn insert(&mut self, key: &ApiKey) -> Result<(), StorageError> {
        let row = mapping::api_key::to_active_model(key);
        Entity::insert(row).exec_without_returning(&self.tx).await.map_err(storage_error)?;
        Ok(())
    }

    async fn find(&mut self, id: ApiKeyId) -> Result<Option<ApiKey>, StorageError> {
        let row = Entity::find_by_id(id.as_uuid()).one(&self.tx).await.map_err(storage_error)?;
        row.map(mapping::api_key::to_domain).transpose()
    }

    async fn count_live(&mut self, owner: PersonId, now: OffsetDateTime) -> Result<u64, StorageError> {
        Entity::find()
            .filter(Column::OwnerId.eq(owner.as_uuid()))
            .filter(live_at(now))
            .count(&self.tx)
            .await
            .map_err(storage_error)
    }

    async fn revoke(&mut self, id: ApiKeyId, at: OffsetDateTime) -> Result<bool, StorageError> {
        let revoked = revoking(at).filter(Column::Id.eq(id.as_uuid())).exec(&self.tx).await.map_err(storage_error)?;
        Ok(revoked.rows_affected == 1)
    }

    async fn revoke_all_of(&mut self, owner: PersonId, at: OffsetDateTime) -> Result<(), StorageError> {
        revoking(at).filter(Column::OwnerId.eq(owner.as_uuid())).exec(&self.tx).await.map_err(storage_error)?;
        Ok(())
    }

    async fn note_use(&mut self, id: ApiKeyId, at: OffsetDateTime) -> Result<(), StorageError> {
        let older = Condition::any().add(Column::LastUsedAt.is_null()).add(Column::LastUsedAt.lt(millis(at)));
        Entity::update_many()
            .col_expr(Column::LastUsedAt, Expr::value(millis(at)))
            .filter(Column::Id.eq(id.as_uuid()))
            .filter(older)
            .exec(&self.tx)
            .await
            .map_err(storage_error)?;
        Ok(())
    }
}

/// Only what was not revoked yet: the first time is the one that is kept.
fn revoking(at: OffsetDateTime) -> UpdateMany<Entity> {
    Entity::update_many().col_expr(Column::RevokedAt, Expr::value(millis(at))).filter(Column::RevokedAt.is_null())
}
