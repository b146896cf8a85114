use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// How far each folder was read, and which instance reads it.
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mailboxes = Table::create()
            .table("mailboxes")
            .col(text("account"))
            .col(text("folder"))
            .col(big_integer_null("uid_validity"))
            .col(big_integer_null("next_uid"))
            .col(uuid_null("reader_id"))
            .col(big_integer("lease_until"))
            .primary_key(Index::create().col("account").col("folder"))
            .take();
        manager.create_table(mailboxes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("mailboxes").take()).await
    }
}
