use async_trait::async_trait;
use deskhand_domain::UploadId;
use deskhand_domain::files::{Blob, BlobDigest};
use deskhand_domain::ports::{BlobWriter, StorageError};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::content::CHUNK;
use crate::database::Database;
use crate::entities::blob_content::{Column, Entity};
use crate::entities::{blob_chunk, blob_content};
use crate::mapping::decode::whole;
use crate::run::Run;

/// Writes each chunk in a transaction of its own, so that nobody waits for the whole file.
pub(super) struct ChunkWriter {
    database: Database,
    upload: Uuid,
    hash: Sha256,
    size: u64,
    /// Less than a chunk.
    rest: Vec<u8>,
    next: i32,
}

impl ChunkWriter {
    pub(super) async fn begin(database: Database, upload: UploadId) -> Result<Self, StorageError> {
        let upload = upload.as_uuid();
        let begun = blob_content::ActiveModel { upload_id: Set(upload), sha256: Set(None), size: Set(None) };
        insert(&database, begun).await?;
        Ok(Self { database, upload, hash: Sha256::new(), size: 0, rest: Vec::new(), next: 0 })
    }

    async fn store(&mut self, bytes: Vec<u8>) -> Result<(), StorageError> {
        let chunk = blob_chunk::ActiveModel { upload_id: Set(self.upload), seq: Set(self.next), bytes: Set(bytes) };
        self.next += 1;
        insert(&self.database, chunk).await
    }

    fn blob(&self) -> Blob {
        Blob { digest: BlobDigest(self.hash.clone().finalize().into()), size: self.size }
    }

    /// Fails with [`StorageError::AlreadyExists`] if the content is there.
    async fn name(&self, blob: Blob) -> Result<(), StorageError> {
        let work = self.database.begin_unit_of_work().await?;
        let named = Entity::update_many()
            .col_expr(Column::Sha256, Expr::value(blob.digest.0.to_vec()))
            .col_expr(Column::Size, Expr::value(whole::<i64, _>(blob.size)?))
            .filter(Column::UploadId.eq(self.upload));
        match work.tx.update_rows(named).await? {
            1 => work.tx.commit().await,
            // It took so long that a sweep discarded it.
            _ => Err(StorageError::Conflict),
        }
    }
}

#[async_trait]
impl BlobWriter for ChunkWriter {
    async fn write(&mut self, bytes: &[u8]) -> Result<(), StorageError> {
        self.hash.update(bytes);
        self.size += bytes.len() as u64;
        self.rest.extend_from_slice(bytes);
        while self.rest.len() >= CHUNK {
            let after = self.rest.split_off(CHUNK);
            let chunk = std::mem::replace(&mut self.rest, after);
            self.store(chunk).await?;
        }
        Ok(())
    }

    async fn finish(&mut self) -> Result<Blob, StorageError> {
        let last = std::mem::take(&mut self.rest);
        if !last.is_empty() {
            self.store(last).await?;
        }
        Ok(self.blob())
    }

    async fn keep(self: Box<Self>) -> Result<(), StorageError> {
        match self.name(self.blob()).await {
            Err(StorageError::AlreadyExists(_)) => {
                let ours = Condition::all().add(Column::UploadId.eq(self.upload));
                self.database.delete_contents(ours).await.map(drop)
            }
            named => named,
        }
    }
}

async fn insert<A>(database: &Database, row: A) -> Result<(), StorageError>
where
    A: ActiveModelTrait,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    let work = database.begin_unit_of_work().await?;
    work.tx.insert_rows([row]).await?;
    work.tx.commit().await
}
