use async_trait::async_trait;
use deskhand_domain::api_keys::ApiKey;
use deskhand_domain::people::{AccountStatus, Person};
use deskhand_domain::ports::{ApiKeyPosition, ApiKeyQueries, Page, PageLimit, StorageError};
use deskhand_domain::{ApiKeyId, PersonId};
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QuerySelect, QueryTrait};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::database::Database;
use crate::entities::api_key::{Column, Entity};
use crate::entities::person;
use crate::error::storage_error;
use crate::mapping;
use crate::mapping::decode::millis;
use crate::queries::keyset::{Sorting, one_page, page};

/// Neither revoked nor expired.
pub(crate) fn live_at(now: OffsetDateTime) -> Condition {
    let unexpired = Condition::any().add(Column::ExpiresAt.is_null()).add(Column::ExpiresAt.gt(millis(now)));
    Condition::all().add(Column::RevokedAt.is_null()).add(unexpired)
}

const NEWEST_FIRST: Sorting<Column> = Sorting { by: Column::CreatedAt, id: Column::Id, direction: Order::Desc };

#[async_trait]
impl ApiKeyQueries for Database {
    async fn find(&self, id: ApiKeyId) -> Result<Option<(ApiKey, Person)>, StorageError> {
        let key = Entity::find_by_id(id.as_uuid())
            .filter(Column::RevokedAt.is_null())
            .one(&self.reader)
            .await
            .map_err(storage_error)?;
        let Some(key) = key else { return Ok(None) };
        let owner = person::Entity::find_by_id(key.owner_id)
            .filter(person::Column::RemovedAt.is_null())
            .one(&self.reader)
            .await
            .map_err(storage_error)?;
        let Some(owner) = owner else { return Ok(None) };
        Ok(Some((mapping::api_key::to_domain(key)?, mapping::person::to_domain(owner)?)))
    }

    async fn standing(&self, keys: &[ApiKeyId], now: OffsetDateTime) -> Result<Vec<ApiKeyId>, StorageError> {
        let in_use = person::Entity::find()
            .select_only()
            .column(person::Column::Id)
            .filter(person::Column::RemovedAt.is_null())
            .filter(person::Column::Status.eq(AccountStatus::Approved.as_str()));
        let standing: Vec<Uuid> = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::Id.is_in(keys.iter().map(ApiKeyId::as_uuid)))
            .filter(live_at(now))
            .filter(Column::OwnerId.in_subquery(in_use.into_query()))
            .into_tuple()
            .all(&self.reader)
            .await
            .map_err(storage_error)?;
        Ok(standing.into_iter().map(ApiKeyId::new).collect())
    }

    async fn list(
        &self,
        owner: PersonId,
        after: Option<ApiKeyPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<ApiKey>, StorageError> {
        let theirs = Entity::find().filter(Column::OwnerId.eq(owner.as_uuid())).filter(Column::RevokedAt.is_null());
        let total = if count {
            let counted = theirs.clone().select_only().column_as(Column::Id.count(), "keys");
            Some(self.count(counted).await?)
        } else {
            None
        };
        let begun = match after {
            Some(last) => NEWEST_FIRST.begin_after(theirs, last.value, last.id.as_uuid()),
            None => theirs,
        };
        let rows = one_page(NEWEST_FIRST.put_in_order(begun), limit).all(&self.reader).await.map_err(storage_error)?;
        page(rows, limit, total, mapping::api_key::to_domain)
    }
}
