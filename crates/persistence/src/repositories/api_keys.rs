use async_trait::async_trait;
use deskhand_domain::api_keys::ApiKey;
use deskhand_domain::ports::{ApiKeyStore, StorageError};
use deskhand_domain::{ApiKeyId, PersonId};
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, UpdateMany};
use time::OffsetDateTime;

use crate::entities::api_key::{Column, Entity};
use crate::mapping::api_key::{to_active_model, to_domain};
use crate::mapping::decode::millis;
use crate::queries::api_keys::live_at;
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

#[async_trait]
impl ApiKeyStore for SeaOrmUnitOfWork {
    async fn insert(&mut self, key: &ApiKey) -> Result<(), StorageError> {
        self.tx.insert_rows([to_active_model(key)]).await
    }

    async fn find(&mut self, id: ApiKeyId) -> Result<Option<ApiKey>, StorageError> {
        self.tx.fetch_one(Entity::find_by_id(id.as_uuid())).await?.map(to_domain).transpose()
    }

    async fn count_live(&mut self, owner: PersonId, now: OffsetDateTime) -> Result<u64, StorageError> {
        let live = Entity::find().filter(Column::OwnerId.eq(owner.as_uuid())).filter(live_at(now));
        self.tx.count(live, Column::Id).await
    }

    async fn revoke(&mut self, id: ApiKeyId, at: OffsetDateTime) -> Result<bool, StorageError> {
        Ok(self.tx.update_rows(revoking(at).filter(Column::Id.eq(id.as_uuid()))).await? == 1)
    }

    async fn revoke_all_of(&mut self, owner: PersonId, at: OffsetDateTime) -> Result<u64, StorageError> {
        self.tx.update_rows(revoking(at).filter(Column::OwnerId.eq(owner.as_uuid()))).await
    }

    async fn note_use(&mut self, id: ApiKeyId, at: OffsetDateTime) -> Result<(), StorageError> {
        let older = Condition::any().add(Column::LastUsedAt.is_null()).add(Column::LastUsedAt.lt(millis(at)));
        let used = Entity::update_many()
            .col_expr(Column::LastUsedAt, Expr::value(millis(at)))
            .filter(Column::Id.eq(id.as_uuid()))
            .filter(older);
        self.tx.update_rows(used).await?;
        Ok(())
    }
}

/// Revokes keys. One that was revoked before keeps its first time.
fn revoking(at: OffsetDateTime) -> UpdateMany<Entity> {
    Entity::update_many().col_expr(Column::RevokedAt, Expr::value(millis(at))).filter(Column::RevokedAt.is_null())
}
