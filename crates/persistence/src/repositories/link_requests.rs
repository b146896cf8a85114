use async_trait::async_trait;
use deskhand_domain::people::EmailAddress;
use deskhand_domain::ports::{LinkRequest, LinkRequests, StorageError};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};

use crate::dialect::locks::skip_locked;
use crate::entities::link_request::{ActiveModel, Column, Entity, Model};
use crate::mapping::decode::{Table, millis};
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

#[async_trait]
impl LinkRequests for SeaOrmUnitOfWork {
    /// Concurrent requests don't see each other's rows, so there may be a few more than `most`.
    async fn add(&mut self, request: &LinkRequest, most: u32) -> Result<(), StorageError> {
        let waiting = self.tx.count(Entity::find(), Column::Id).await?;
        if waiting >= u64::from(most) {
            return Ok(());
        }
        let row = ActiveModel {
            id: Set(request.id),
            purpose: Set(request.purpose.as_str().to_owned()),
            address: Set(request.address.as_str().to_owned()),
            requested_at: Set(millis(request.requested_at)),
        };
        self.tx.insert_rows([row]).await
    }

    async fn take_oldest(&mut self) -> Result<Option<LinkRequest>, StorageError> {
        let oldest = skip_locked(Entity::find())
            .order_by(Column::RequestedAt, Order::Asc)
            .order_by(Column::Id, Order::Asc)
            .limit(1);
        let Some((id, row)) = self.tx.fetch_each(oldest).await?.pop() else { return Ok(None) };
        self.tx.delete_rows(Entity::delete_many().filter(Column::Id.eq(id))).await?;
        into_request(&row?).map(Some)
    }
}

fn into_request(row: &Model) -> Result<LinkRequest, StorageError> {
    let table = Table("link_requests");
    Ok(LinkRequest {
        id: row.id,
        purpose: table.word("purpose", &row.purpose)?,
        address: table.parsed("address", EmailAddress::parse(&row.address))?,
        requested_at: table.time("requested_at", row.requested_at)?,
    })
}
