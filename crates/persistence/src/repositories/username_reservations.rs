//! Usernames that their former owner alone may take, see
//! [`PeopleRepository`](deskhand_domain::ports::PeopleRepository).

use deskhand_domain::PersonId;
use deskhand_domain::people::{Username, UsernameReservation};
use deskhand_domain::ports::StorageError;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use time::OffsetDateTime;

use crate::dialect::locks::skip_locked;
use crate::entities::username_reservation::{ActiveModel, Column, Entity, Model};
use crate::error::storage_error;
use crate::mapping::decode::{Table, millis};
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

impl SeaOrmUnitOfWork {
    pub(super) async fn reserve(&self, name: &Username, reservation: UsernameReservation) -> Result<(), StorageError> {
        let row = ActiveModel {
            username: Set(name.as_str().to_owned()),
            owner_id: Set(reservation.owner.as_uuid()),
            reserved_until: Set(millis(reservation.until)),
        };
        let newest =
            OnConflict::column(Column::Username).update_columns([Column::OwnerId, Column::ReservedUntil]).to_owned();
        let inserted = Entity::insert(row).on_conflict(newest).exec_without_returning(&self.tx).await;
        inserted.map(|_| ()).map_err(storage_error)
    }

    pub(super) async fn reservation(&self, name: &Username) -> Result<Option<UsernameReservation>, StorageError> {
        let row: Option<Model> = self.tx.fetch_one(Entity::find_by_id(name.as_str())).await?;
        row.map(|row| {
            let until = Table("username_reservations").time("reserved_until", row.reserved_until)?;
            Ok(UsernameReservation { owner: PersonId::new(row.owner_id), until })
        })
        .transpose()
    }

    pub(super) async fn release_all_of(&self, owner: PersonId) -> Result<(), StorageError> {
        let theirs = Entity::delete_many().filter(Column::OwnerId.eq(owner.as_uuid()));
        self.tx.delete_rows(theirs).await.map(|_| ())
    }

    pub(super) async fn forget_reservations(&self, until: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let over = skip_locked(Entity::find())
            .select_only()
            .column(Column::Username)
            .filter(Column::ReservedUntil.lte(millis(until)))
            .limit(u64::from(limit));
        self.tx.delete_rows(Entity::delete_many().filter(Column::Username.in_subquery(over.into_query()))).await
    }
}
