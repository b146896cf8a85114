use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::people::{EmailAddress, LinkPurpose};
use deskhand_domain::ports::{AccountLink, AccountLinks, SecretDigest, StorageError};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, Func, OnConflict};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use time::OffsetDateTime;

use crate::dialect::locks::skip_locked;
use crate::entities::account_link::{Column, Entity, Model};
use crate::entities::mailbox_use;
use crate::mapping::account_link::{LINKS, to_active_model};
use crate::mapping::decode::millis;
use crate::queries::account_links::{find_valid_link, is_valid};
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

#[async_trait]
impl AccountLinks for SeaOrmUnitOfWork {
    async fn add(&mut self, link: &AccountLink) -> Result<(), StorageError> {
        let to_the_same = Column::Address.eq(link.address.as_str());
        let replaced = Condition::all()
            .add(of(link.person, link.purpose))
            .add_option((!link.purpose.is_one_a_person()).then_some(to_the_same));
        self.tx.delete_rows(Entity::delete_many().filter(replaced)).await?;
        self.tx.insert_rows([to_active_model(link)]).await
    }

    async fn find(&mut self, digest: &SecretDigest, at: OffsetDateTime) -> Result<Option<AccountLink>, StorageError> {
        find_valid_link(&self.tx, digest, at).await
    }

    /// Several units of work may read the row, but only one deletes it and gets the link.
    async fn consume(
        &mut self,
        digest: &SecretDigest,
        at: OffsetDateTime,
    ) -> Result<Option<AccountLink>, StorageError> {
        let Some(link) = self.find(digest, at).await? else { return Ok(None) };
        let deleted = self.tx.delete_rows(Entity::delete_many().filter(is_valid(digest, at))).await?;
        Ok((deleted == 1).then_some(link))
    }

    async fn issued_at(
        &mut self,
        person: PersonId,
        purpose: LinkPurpose,
    ) -> Result<Option<OffsetDateTime>, StorageError> {
        let row: Option<Model> = self.tx.fetch_one(Entity::find().filter(of(person, purpose))).await?;
        row.map(|row| LINKS.time("issued_at", row.issued_at)).transpose()
    }

    async fn drop_of(&mut self, person: PersonId, purpose: LinkPurpose) -> Result<(), StorageError> {
        self.tx.delete_rows(Entity::delete_many().filter(of(person, purpose))).await.map(|_| ())
    }

    async fn drop_since(
        &mut self,
        person: PersonId,
        purpose: LinkPurpose,
        since: OffsetDateTime,
    ) -> Result<(), StorageError> {
        let later = of(person, purpose).add(Column::IssuedAt.gte(millis(since)));
        self.tx.delete_rows(Entity::delete_many().filter(later)).await.map(|_| ())
    }

    async fn reserved_for(
        &mut self,
        address: &EmailAddress,
        at: OffsetDateTime,
    ) -> Result<Option<PersonId>, StorageError> {
        let link = Entity::find()
            .filter(Column::Purpose.eq(LinkPurpose::UndoEmailChange.as_str()))
            .filter(Column::ExpiresAt.gt(millis(at)))
            .filter(Expr::expr(Func::lower(Expr::col(Column::Address))).eq(address.case_folded()));
        let link: Option<Model> = self.tx.fetch_one(link).await?;
        Ok(link.map(|link| PersonId::new(link.person_id)))
    }

    async fn forget_expired(&mut self, at: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let expired = Entity::find()
            .select_only()
            .column(Column::Digest)
            .filter(Column::ExpiresAt.lte(millis(at)))
            .limit(u64::from(limit));
        self.tx.delete_rows(Entity::delete_many().filter(Column::Digest.in_subquery(expired.into_query()))).await
    }

    /// In one statement: of several units of work at once, one inserts the row or changes it.
    async fn reserve_mailbox(
        &mut self,
        mailbox: &SecretDigest,
        at: OffsetDateTime,
        since: OffsetDateTime,
    ) -> Result<bool, StorageError> {
        let row = mailbox_use::ActiveModel { mailbox: Set(mailbox.0.to_vec()), last_at: Set(millis(at)) };
        let unless_used_lately = OnConflict::column(mailbox_use::Column::Mailbox)
            .update_column(mailbox_use::Column::LastAt)
            .action_and_where(Expr::col((mailbox_use::Entity, mailbox_use::Column::LastAt)).lte(millis(since)))
            .to_owned();
        self.tx.insert_or(row, unless_used_lately).await
    }

    async fn forget_mailboxes(&mut self, before: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let old = mailbox_use::Entity::find()
            .select_only()
            .column(mailbox_use::Column::Mailbox)
            .filter(mailbox_use::Column::LastAt.lte(millis(before)));
        let old = skip_locked(old).limit(u64::from(limit)).into_query();
        let old = mailbox_use::Entity::delete_many().filter(mailbox_use::Column::Mailbox.in_subquery(old));
        self.tx.delete_rows(old).await
    }

    async fn drop_all(&mut self) -> Result<(), StorageError> {
        self.tx.delete_rows(Entity::delete_many()).await.map(|_| ())
    }
}

fn of(person: PersonId, purpose: LinkPurpose) -> Condition {
    Condition::all().add(Column::PersonId.eq(person.as_uuid())).add(Column::Purpose.eq(purpose.as_str()))
}
