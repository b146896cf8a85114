use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{index, to_person};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(blobs()).await?;
        manager.create_table(attachments()).await?;
        manager.create_index(index("attachments", "attachments_by_message", &["message_id"])).await?;
        manager.create_index(index("attachments", "attachments_by_content", &["sha256"])).await?;
        // Files that no message has yet are few: they are counted for each upload, and deleted after a day.
        let open = "CREATE INDEX attachments_open ON attachments (uploader_id, created_at) WHERE message_id IS NULL";
        manager.get_connection().execute_unprepared(open).await?;
        manager.create_table(blob_contents()).await?;
        manager.create_table(blob_chunks()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["blob_chunks", "blob_contents", "attachments", "blobs"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

/// Which contents there are, wherever their bytes are.
fn blobs() -> TableCreateStatement {
    Table::create()
        .table("blobs")
        .col(ColumnDef::new("sha256").blob().not_null().primary_key())
        .col(big_integer("size"))
        .col(text("state"))
        .col(big_integer("claimed_at"))
        .take()
}

/// A file goes with its message, and so with its ticket. Its content stays until a sweep finds that nothing uses it.
fn attachments() -> TableCreateStatement {
    let mut to_message = ForeignKey::create()
        .name("attachments_message_id_fkey")
        .from("attachments", "message_id")
        .to("messages", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .take();
    let mut to_blob = ForeignKey::create()
        .name("attachments_sha256_fkey")
        .from("attachments", "sha256")
        .to("blobs", "sha256")
        .on_delete(ForeignKeyAction::Restrict)
        .take();
    Table::create()
        .table("attachments")
        .col(uuid("id").primary_key())
        .col(uuid_null("message_id"))
        .col(uuid("uploader_id"))
        .col(text("name"))
        .col(text("kind"))
        .col(ColumnDef::new("sha256").blob().null())
        .col(big_integer("size"))
        .col(big_integer("created_at"))
        .col(big_integer_null("removed_at"))
        .foreign_key(&mut to_message)
        .foreign_key(&mut to_blob)
        .foreign_key(&mut to_person("attachments", "uploader_id"))
        .take()
}

/// Where the bytes are in the database: which upload brought them. Without a digest it has not ended yet.
fn blob_contents() -> TableCreateStatement {
    Table::create()
        .table("blob_contents")
        .col(uuid("upload_id").primary_key())
        .col(ColumnDef::new("sha256").blob().null().unique_key())
        .col(big_integer_null("size"))
        .take()
}

fn blob_chunks() -> TableCreateStatement {
    let mut to_content = ForeignKey::create()
        .name("blob_chunks_upload_id_fkey")
        .from("blob_chunks", "upload_id")
        .to("blob_contents", "upload_id")
        .on_delete(ForeignKeyAction::Cascade)
        .take();
    Table::create()
        .table("blob_chunks")
        .col(uuid("upload_id"))
        .col(integer("seq"))
        .col(ColumnDef::new("bytes").blob().not_null())
        .primary_key(Index::create().col("upload_id").col("seq"))
        .foreign_key(&mut to_content)
        .take()
}
