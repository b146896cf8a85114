use async_trait::async_trait;
use deskhand_domain::UploadId;
use deskhand_domain::files::{Blob, BlobDigest};
use deskhand_domain::ports::{BlobStore, BlobWriter, StorageError};
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use uuid::Uuid;

use super::content::{CHUNK, Content};
use super::writer::ChunkWriter;
use crate::database::Database;
use crate::entities::blob_content::{Column, Entity, Model};
use crate::run::Run;

#[async_trait]
impl BlobStore for Database {
    async fn receive(&self, upload: UploadId) -> Result<Box<dyn BlobWriter>, StorageError> {
        Ok(Box::new(ChunkWriter::begin(self.clone(), upload).await?))
    }

    async fn read(&self, digest: BlobDigest, offset: u64, length: usize) -> Result<Option<Vec<u8>>, StorageError> {
        let Some(Content { upload, blob }) = self.content(digest).await? else { return Ok(None) };
        let end = offset.saturating_add(length as u64).min(blob.size);
        if offset >= end {
            return Ok(Some(Vec::new()));
        }
        let (first, last) = (offset / CHUNK as u64, (end - 1) / CHUNK as u64);
        let mut bytes = self.chunks(upload, first, last).await?;
        let skipped = usize::try_from(offset - first * CHUNK as u64).unwrap_or(usize::MAX);
        bytes.drain(..skipped.min(bytes.len()));
        bytes.truncate(length);
        Ok(Some(bytes))
    }

    async fn measure(&self, digest: BlobDigest) -> Result<Option<Blob>, StorageError> {
        let Some(Content { upload, .. }) = self.content(digest).await? else { return Ok(None) };
        let (mut hash, mut size) = (Sha256::new(), 0);
        for seq in 0.. {
            let bytes = self.chunks(upload, seq, seq).await?;
            if bytes.is_empty() {
                break;
            }
            size += bytes.len() as u64;
            hash.update(&bytes);
        }
        Ok(Some(Blob { digest: BlobDigest(hash.finalize().into()), size }))
    }

    async fn delete(&self, digest: BlobDigest) -> Result<(), StorageError> {
        self.delete_contents(Condition::all().add(Column::Sha256.eq(digest.0.to_vec()))).await.map(drop)
    }

    async fn list(&self, after: Option<BlobDigest>, limit: u32) -> Result<Vec<Blob>, StorageError> {
        let after = after.map_or_else(Vec::new, |after| after.0.to_vec());
        let contents = Entity::find()
            .filter(Column::Sha256.gt(after))
            .order_by(Column::Sha256, Order::Asc)
            .limit(u64::from(limit));
        let rows: Vec<Model> = self.reader.fetch_all(contents).await?;
        rows.into_iter().filter_map(Content::of).map(|content| content.map(|content| content.blob)).collect()
    }

    async fn discard_unfinished(&self, before: OffsetDateTime) -> Result<u64, StorageError> {
        let unfinished = Entity::find().select_only().column(Column::UploadId).filter(Column::Sha256.is_null());
        let uploads: Vec<Uuid> = self.reader.fetch_tuples(unfinished).await?;
        let old: Vec<Uuid> = uploads.into_iter().filter(|id| UploadId::new(*id).began_before(before)).collect();
        if old.is_empty() {
            return Ok(0);
        }
        let unfinished = Condition::all().add(Column::UploadId.is_in(old)).add(Column::Sha256.is_null());
        self.delete_contents(unfinished).await
    }
}

impl Database {
    /// The foreign key deletes their chunks.
    pub(super) async fn delete_contents(&self, which: Condition) -> Result<u64, StorageError> {
        let work = self.begin_unit_of_work().await?;
        let deleted = work.tx.delete_rows(Entity::delete_many().filter(which)).await?;
        work.tx.commit().await?;
        Ok(deleted)
    }
}
