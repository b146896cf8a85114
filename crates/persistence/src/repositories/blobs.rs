//! Claiming, condemning and forgetting of contents. The row of a content is the lock: who claims it and who condemns it wait for each
//! other.

use deskhand_domain::files::{Blob, BlobDigest};
use deskhand_domain::ports::StorageError;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use time::OffsetDateTime;

use crate::dialect::locks::locked;
use crate::entities::blob::{ActiveModel, Column, Entity, Model};
use crate::entities::{attachment, incoming_mail};
use crate::mapping::decode::{millis, whole};
use crate::queries::files::state::{CONDEMNED, KEPT};
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

impl SeaOrmUnitOfWork {
    pub(super) async fn claim(&self, blob: Blob, at: OffsetDateTime) -> Result<bool, StorageError> {
        let row = ActiveModel {
            sha256: Set(blob.digest.0.to_vec()),
            size: Set(whole(blob.size)?),
            state: Set(KEPT.to_owned()),
            claimed_at: Set(millis(at)),
        };
        if self.tx.insert_unless_there(row).await? {
            return Ok(false);
        }
        let claimed = Entity::update_many()
            .col_expr(Column::ClaimedAt, Expr::value(millis(at)))
            .filter(Column::Sha256.eq(blob.digest.0.to_vec()))
            .filter(Column::State.eq(KEPT));
        if self.tx.update_rows(claimed).await? == 1 { Ok(true) } else { Err(StorageError::Busy) }
    }

    pub(super) async fn condemn(
        &self,
        digest: BlobDigest,
        (claimed_by, condemned_by): (OffsetDateTime, OffsetDateTime),
        at: OffsetDateTime,
    ) -> Result<bool, StorageError> {
        let sha256 = digest.0.to_vec();
        let row: Option<Model> = self.tx.fetch_one(locked(Entity::find_by_id(sha256.clone()))).await?;
        let Some(row) = row else { return Ok(false) };
        let by = if row.state == CONDEMNED { condemned_by } else { claimed_by };
        if row.claimed_at > millis(by) {
            return Ok(false);
        }
        // A statement of its own: what a statement reads may be older than a lock that it takes.
        let used = attachment::Entity::find().filter(attachment::Column::Sha256.eq(sha256.clone())).limit(1);
        if self.tx.fetch_one::<_, attachment::Model>(used).await?.is_some() {
            return Ok(false);
        }
        let raw = incoming_mail::Entity::find().filter(incoming_mail::Column::Sha256.eq(sha256.clone())).limit(1);
        if self.tx.fetch_one::<_, incoming_mail::Model>(raw).await?.is_some() {
            return Ok(false);
        }
        let condemned = Entity::update_many()
            .col_expr(Column::State, Expr::value(CONDEMNED))
            .col_expr(Column::ClaimedAt, Expr::value(millis(at)))
            .filter(Column::Sha256.eq(sha256));
        Ok(self.tx.update_rows(condemned).await? == 1)
    }

    pub(super) async fn forget_condemned(&self, digest: BlobDigest) -> Result<(), StorageError> {
        let condemned =
            Entity::delete_many().filter(Column::Sha256.eq(digest.0.to_vec())).filter(Column::State.eq(CONDEMNED));
        self.tx.delete_rows(condemned).await.map(drop)
    }
}
