use sea_orm_migration::{prelude::*, schema::*};

use crate::table::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(idempotency_keys()).await?;
        manager.create_index(index("idempotency_keys", "idempotency_keys_by_age", &["claimed_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("idempotency_keys").take()).await
    }
}

/// The owner is no foreign key: strangers have the nil UUID.
fn idempotency_keys() -> TableCreateStatement {
    Table::create()
        .table("idempotency_keys")
        .col(uuid("owner_id"))
        .col(text("key"))
        .col(blob("fingerprint"))
        .col(big_integer("claimed_at"))
        .col(text_null("answer"))
        .primary_key(Index::create().col("owner_id").col("key"))
        .take()
}
