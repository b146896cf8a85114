use deskhand_domain::files::{Blob, BlobDigest};
use deskhand_domain::ports::StorageError;
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::database::Database;
use crate::entities::{blob_chunk, blob_content};
use crate::mapping::attachment;
use crate::run::Run;

/// The bytes of one row. A read takes few of them, and a row that PostgreSQL moves out of line is read fast.
pub(super) const CHUNK: usize = 256 * 1024;

/// A content, and the upload that its chunks belong to.
#[derive(Clone, Copy)]
pub(super) struct Content {
    pub(super) upload: Uuid,
    pub(super) blob: Blob,
}

impl Content {
    /// `None` for an upload that has not ended.
    pub(super) fn of(row: blob_content::Model) -> Option<Result<Self, StorageError>> {
        let (sha256, size) = (row.sha256?, row.size?);
        Some(attachment::blob(sha256, size).map(|blob| Self { upload: row.upload_id, blob }))
    }
}

impl Database {
    pub(super) async fn content(&self, digest: BlobDigest) -> Result<Option<Content>, StorageError> {
        let content = blob_content::Entity::find().filter(blob_content::Column::Sha256.eq(digest.0.to_vec()));
        self.reader.fetch_one(content).await?.and_then(Content::of).transpose()
    }

    /// The bytes of the chunks from one number to another, inclusive.
    pub(super) async fn chunks(&self, upload: Uuid, first: u64, last: u64) -> Result<Vec<u8>, StorageError> {
        let number = |seq: u64| i32::try_from(seq).unwrap_or(i32::MAX);
        let chunks = blob_chunk::Entity::find()
            .filter(blob_chunk::Column::UploadId.eq(upload))
            .filter(blob_chunk::Column::Seq.between(number(first), number(last)))
            .order_by(blob_chunk::Column::Seq, Order::Asc);
        let rows: Vec<blob_chunk::Model> = self.reader.fetch_all(chunks).await?;
        Ok(rows.into_iter().map(|row| row.bytes).collect::<Vec<_>>().concat())
    }
}
