use async_trait::async_trait;
use deskhand_domain::api_keys::ApiKey;
use deskhand_domain::people::Person;
use deskhand_domain::ports::{ApiKeyPosition, ApiKeyQueries, Page, PageLimit, StorageError};
use deskhand_domain::{ApiKeyId, PersonId};
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QuerySelect};
use time::OffsetDateTime;

use crate::database::Database;
use crate::entities::api_key::{Column, Entity};
use crate::entities::person;
use crate::mapping;
use crate::mapping::decode::millis;
use crate::queries::keyset::{Sorting, page};
use crate::queries::people::with_account_in_use;
use crate::run::Run;

/// Neither revoked nor expired.
pub(crate) fn live_at(now: OffsetDateTime) -> Condition {
    let unexpired = Condition::any().add(Column::ExpiresAt.is_null()).add(Column::ExpiresAt.gt(millis(now)));
    Condition::all().add(Column::RevokedAt.is_null()).add(unexpired)
}

const NEWEST_FIRST: Sorting<Column> = Sorting { by: Column::CreatedAt, id: Column::Id, direction: Order::Desc };

#[async_trait]
impl ApiKeyQueries for Database {
    async fn find(&self, id: ApiKeyId) -> Result<Option<(ApiKey, Person)>, StorageError> {
        let key = Entity::find_by_id(id.as_uuid()).filter(Column::RevokedAt.is_null());
        let Some(key) = self.reader.fetch_one(key).await? else { return Ok(None) };
        let key = mapping::api_key::to_domain(key)?;
        let owner = person::Entity::find_by_id(key.owner.as_uuid()).filter(person::Column::RemovedAt.is_null());
        let Some(owner) = self.reader.fetch_one(owner).await? else { return Ok(None) };
        Ok(Some((key, mapping::person::to_domain(owner)?)))
    }

    async fn still_valid(&self, keys: &[ApiKeyId], now: OffsetDateTime) -> Result<Vec<ApiKeyId>, StorageError> {
        let valid = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::Id.is_in(keys.iter().map(ApiKeyId::as_uuid)))
            .filter(live_at(now))
            .filter(Column::OwnerId.in_subquery(with_account_in_use()));
        Ok(self.reader.fetch_tuples(valid).await?.into_iter().map(ApiKeyId::new).collect())
    }

    async fn list(
        &self,
        owner: PersonId,
        after: Option<ApiKeyPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<ApiKey>, StorageError> {
        let theirs = Entity::find().filter(Column::OwnerId.eq(owner.as_uuid())).filter(Column::RevokedAt.is_null());
        let total = if count { Some(self.reader.total(theirs.clone(), Column::Id).await?) } else { None };
        let keys = NEWEST_FIRST.page(theirs, after.map(|last| (last.value, last.id.as_uuid())), limit);
        let rows = self.reader.fetch_all(keys).await?;
        page(rows, limit, total, mapping::api_key::to_domain)
    }
}
