use async_trait::async_trait;
use deskhand_domain::ports::{MailState, Maintenance, StorageError};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Select, TryGetable};
use time::OffsetDateTime;
use uuid::Uuid;

use super::outbox::settled;
use super::sessions::ending;
use crate::dialect::locks::skip_locked;
use crate::entities::{mail, mail_pause, refresh_token, session};
use crate::mapping::decode::{Table, millis};
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

/// The key of the only row, which exists while mail is paused.
const PAUSE: i16 = 1;

#[async_trait]
impl Maintenance for SeaOrmUnitOfWork {
    async fn mail_paused_since(&mut self) -> Result<Option<OffsetDateTime>, StorageError> {
        let row: Option<mail_pause::Model> = self.tx.fetch_one(mail_pause::Entity::find_by_id(PAUSE)).await?;
        row.map(|row| Table("mail_pauses").time("since", row.since)).transpose()
    }

    async fn pause_mail(&mut self, at: OffsetDateTime) -> Result<(), StorageError> {
        let row = mail_pause::ActiveModel { id: Set(PAUSE), since: Set(millis(at)) };
        self.tx.insert_unless_there(row).await.map(drop)
    }

    async fn resume_mail(&mut self) -> Result<(), StorageError> {
        self.tx.delete_rows(mail_pause::Entity::delete_many()).await?;
        Ok(())
    }

    async fn drop_pending_mails(&mut self, at: OffsetDateTime, reason: &str) -> Result<u64, StorageError> {
        let pending = mail::Column::State.eq(MailState::Pending.as_str());
        self.tx.update_rows(settled(MailState::Dropped, at, reason).filter(pending)).await
    }

    async fn forget_mail(&mut self, state: MailState, before: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let old = self.some_of(old_mail(state, before), mail::Column::Id, limit).await?;
        self.tx.delete_rows(mail::Entity::delete_many().filter(mail::Column::Id.is_in::<Uuid, _>(old))).await
    }

    async fn forget_sessions(&mut self, before: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let old = self.some_of(old_tokens(before), refresh_token::Column::Digest, limit).await?;
        let tokens =
            refresh_token::Entity::delete_many().filter(refresh_token::Column::Digest.is_in::<Vec<u8>, _>(old));
        let tokens = self.tx.delete_rows(tokens).await?;
        let old = self.some_of(old_sessions(before), session::Column::Id, limit).await?;
        // The foreign key deletes their tokens.
        let sessions = session::Entity::delete_many().filter(session::Column::Id.is_in::<Uuid, _>(old));
        Ok(tokens + self.tx.delete_rows(sessions).await?)
    }

    async fn end_all_sessions(&mut self, at: OffsetDateTime) -> Result<(), StorageError> {
        self.end_sessions(ending(at)).await
    }
}

impl SeaOrmUnitOfWork {
    /// The keys of up to `limit` of these rows, without those that another transaction has locked.
    async fn some_of<E: EntityTrait, K: TryGetable + Send + Sync>(
        &self,
        rows: Select<E>,
        key: E::Column,
        limit: u32,
    ) -> Result<Vec<K>, StorageError> {
        self.tx.fetch_tuples(skip_locked(rows.select_only().column(key)).limit(u64::from(limit))).await
    }
}

pub(crate) fn old_mail(state: MailState, before: OffsetDateTime) -> Select<mail::Entity> {
    mail::Entity::find()
        .filter(mail::Column::State.eq(state.as_str()))
        .filter(mail::Column::SettledAt.lte(millis(before)))
}

pub(crate) fn old_tokens(before: OffsetDateTime) -> Select<refresh_token::Entity> {
    refresh_token::Entity::find().filter(refresh_token::Column::ExpiresAt.lte(millis(before)))
}

pub(crate) fn old_sessions(before: OffsetDateTime) -> Select<session::Entity> {
    let (ended, expired) = (session::Column::EndedAt, session::Column::ExpiresAt);
    session::Entity::find().filter(ended.lte(millis(before)).or(expired.lte(millis(before))))
}
