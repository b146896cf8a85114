use async_trait::async_trait;
use deskhand_domain::files::{Attachment, Blob, BlobDigest};
use deskhand_domain::ports::{AttachmentRepository, StorageError};
use deskhand_domain::ticket::MessageKind;
use deskhand_domain::{AttachmentId, MessageId, PersonId, TicketId};
use sea_orm::ActiveValue::NotSet;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use time::OffsetDateTime;

use crate::dialect::locks::{locked, skip_locked};
use crate::entities::attachment::{ActiveModel, Column, Entity};
use crate::entities::message;
use crate::mapping::attachment::{to_active_model, to_domain};
use crate::mapping::decode::{Table, millis};
use crate::queries::files;
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

#[async_trait]
impl AttachmentRepository for SeaOrmUnitOfWork {
    async fn claim_blob(&mut self, blob: Blob, at: OffsetDateTime) -> Result<bool, StorageError> {
        self.claim(blob, at).await
    }

    async fn condemn_blob(
        &mut self,
        digest: BlobDigest,
        claimed_by: OffsetDateTime,
        condemned_by: OffsetDateTime,
        at: OffsetDateTime,
    ) -> Result<bool, StorageError> {
        self.condemn(digest, (claimed_by, condemned_by), at).await
    }

    async fn forget_blob(&mut self, digest: BlobDigest) -> Result<(), StorageError> {
        self.forget_condemned(digest).await
    }

    async fn add(&mut self, attachment: &Attachment) -> Result<(), StorageError> {
        self.tx.insert_rows([to_active_model(attachment)?]).await
    }

    async fn open_bytes(&mut self, uploader: PersonId, after: OffsetDateTime) -> Result<u64, StorageError> {
        let sum = Entity::find()
            .select_only()
            .column_as(Expr::cust("CAST(COALESCE(SUM(size), 0) AS BIGINT)"), "bytes")
            .filter(Column::UploaderId.eq(uploader.as_uuid()))
            .filter(Column::MessageId.is_null())
            .filter(Column::CreatedAt.gt(millis(after)));
        let bytes: i64 = self.tx.fetch_tuple(sum).await?.unwrap_or_default();
        Table("attachments").number("size", bytes)
    }

    async fn find_open(
        &mut self,
        uploader: PersonId,
        ids: &[AttachmentId],
        after: OffsetDateTime,
    ) -> Result<Vec<Attachment>, StorageError> {
        let open = Entity::find()
            .filter(Column::Id.is_in(ids.iter().map(AttachmentId::as_uuid)))
            .filter(Column::UploaderId.eq(uploader.as_uuid()))
            .filter(Column::MessageId.is_null())
            .filter(Column::CreatedAt.gt(millis(after)));
        self.tx.fetch_all(locked(open)).await?.into_iter().map(to_domain).collect()
    }

    async fn attach(&mut self, ids: &[AttachmentId], message: MessageId) -> Result<(), StorageError> {
        let attached = Entity::update_many()
            .col_expr(Column::MessageId, Expr::value(message.as_uuid()))
            .filter(Column::Id.is_in(ids.iter().map(AttachmentId::as_uuid)));
        self.tx.update_rows(attached).await.map(drop)
    }

    async fn find_in(
        &mut self,
        ticket: TicketId,
        id: AttachmentId,
    ) -> Result<Option<(Attachment, MessageKind)>, StorageError> {
        let Some(row) = self.tx.fetch_one(locked(files::one_in(ticket, true, id))).await? else { return Ok(None) };
        let attachment = to_domain(row)?;
        let Some(message) = attachment.message else { return Ok(None) };
        let kind = message::Entity::find_by_id(message.as_uuid()).select_only().column(message::Column::Kind);
        let kind: Option<String> = self.tx.fetch_tuple(kind).await?;
        kind.map(|kind| Ok((attachment, Table("messages").word("kind", &kind)?))).transpose()
    }

    async fn of_opening(&mut self, ticket: TicketId) -> Result<Vec<Attachment>, StorageError> {
        self.tx.fetch_all(files::of_opening(ticket)).await?.into_iter().map(to_domain).collect()
    }

    async fn update(&mut self, attachment: &Attachment) -> Result<(), StorageError> {
        let changed = ActiveModel { id: NotSet, ..to_active_model(attachment)? };
        let updated = Entity::update_many().set(changed).filter(Column::Id.eq(attachment.id.as_uuid()));
        if self.tx.update_rows(updated).await? == 1 { Ok(()) } else { Err(StorageError::Conflict) }
    }

    async fn forget_open(&mut self, before: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let old = skip_locked(Entity::find())
            .select_only()
            .column(Column::Id)
            .filter(Column::MessageId.is_null())
            .filter(Column::CreatedAt.lte(millis(before)))
            .limit(u64::from(limit));
        self.tx.delete_rows(Entity::delete_many().filter(Column::Id.in_subquery(old.into_query()))).await
    }
}
