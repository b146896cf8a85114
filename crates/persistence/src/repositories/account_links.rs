use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::people::{EmailAddress, LinkPurpose};
use deskhand_domain::ports::{AccountLink, AccountLinks, SecretDigest, StorageError};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use time::OffsetDateTime;

use crate::entities::account_link::{ActiveModel, Column, Entity, Model};
use crate::error::storage_error;
use crate::mapping::decode::{Table, millis};
use crate::unit_of_work::SeaOrmUnitOfWork;

#[async_trait]
impl AccountLinks for SeaOrmUnitOfWork {
    async fn add(&mut self, link: &AccountLink) -> Result<(), StorageError> {
        self.drop_of(link.person, link.purpose).await?;
        let row = ActiveModel {
            digest: Set(link.digest.0.to_vec()),
            person_id: Set(link.person.as_uuid()),
            purpose: Set(link.purpose.as_str().to_owned()),
            address: Set(link.address.as_str().to_owned()),
            issued_at: Set(millis(link.issued_at)),
            expires_at: Set(millis(link.expires_at)),
        };
        Entity::insert(row).exec_without_returning(&self.tx).await.map_err(storage_error)?;
        Ok(())
    }

    async fn find(&mut self, digest: &SecretDigest, at: OffsetDateTime) -> Result<Option<AccountLink>, StorageError> {
        good_link(&self.tx, digest, at).await
    }

    /// Of several that read the row, one deletes it.
    async fn consume(
        &mut self,
        digest: &SecretDigest,
        at: OffsetDateTime,
    ) -> Result<Option<AccountLink>, StorageError> {
        let Some(link) = self.find(digest, at).await? else { return Ok(None) };
        let deleted = Entity::delete_many().filter(good(digest, at)).exec(&self.tx).await.map_err(storage_error)?;
        Ok((deleted.rows_affected == 1).then_some(link))
    }

    async fn issued_at(
        &mut self,
        person: PersonId,
        purpose: LinkPurpose,
    ) -> Result<Option<OffsetDateTime>, StorageError> {
        let row = Entity::find().filter(of(person, purpose)).one(&self.tx).await.map_err(storage_error)?;
        row.map(|row| LINKS.time("issued_at", row.issued_at)).transpose()
    }

    async fn drop_of(&mut self, person: PersonId, purpose: LinkPurpose) -> Result<(), StorageError> {
        Entity::delete_many().filter(of(person, purpose)).exec(&self.tx).await.map_err(storage_error)?;
        Ok(())
    }

    async fn forget_expired(&mut self, at: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let expired = Entity::find()
            .select_only()
            .column(Column::Digest)
            .filter(Column::ExpiresAt.lte(millis(at)))
            .limit(u64::from(limit));
        let gone = Entity::delete_many().filter(Column::Digest.in_subquery(expired.into_query())).exec(&self.tx).await;
        Ok(gone.map_err(storage_error)?.rows_affected)
    }

    async fn drop_all(&mut self) -> Result<(), StorageError> {
        Entity::delete_many().exec(&self.tx).await.map_err(storage_error)?;
        Ok(())
    }
}

const LINKS: Table = Table("account_links");

/// The link with this digest, if it is good at `at`, as this connection sees it.
pub(crate) async fn good_link(
    place: &impl ConnectionTrait,
    digest: &SecretDigest,
    at: OffsetDateTime,
) -> Result<Option<AccountLink>, StorageError> {
    let row = Entity::find().filter(good(digest, at)).one(place).await.map_err(storage_error)?;
    row.map(|row| into_link(&row, digest)).transpose()
}

fn good(digest: &SecretDigest, at: OffsetDateTime) -> Condition {
    Condition::all().add(Column::Digest.eq(digest.0.to_vec())).add(Column::ExpiresAt.gt(millis(at)))
}

fn of(person: PersonId, purpose: LinkPurpose) -> Condition {
    Condition::all().add(Column::PersonId.eq(person.as_uuid())).add(Column::Purpose.eq(purpose.as_str()))
}

fn into_link(row: &Model, digest: &SecretDigest) -> Result<AccountLink, StorageError> {
    Ok(AccountLink {
        digest: *digest,
        person: PersonId::new(row.person_id),
        purpose: LINKS.word("purpose", &row.purpose)?,
        address: LINKS.parsed("address", EmailAddress::parse(&row.address))?,
        issued_at: LINKS.time("issued_at", row.issued_at)?,
        expires_at: LINKS.time("expires_at", row.expires_at)?,
    })
}
