use sea_orm_migration::{prelude::*, schema::*};

use crate::table::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Mails that joined a letter name it, and those that come hourly or daily say so; people choose that by kind. What was queued about a ticket is found by its time as well.
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("outbox").add_column(uuid_null("joins")).take()).await?;
        manager.alter_table(Table::alter().table("outbox").add_column(text_null("frequency")).take()).await?;
        manager.alter_table(Table::alter().table("people").add_column(text("digests").default("")).take()).await?;
        let mut digests = index("outbox", "outbox_digests", &["recipient_id", "frequency", "created_at"]);
        manager.create_index(digests.and_where(Expr::col("frequency").is_not_null()).take()).await?;
        let mut joined = index("outbox", "outbox_joined", &["joins", "created_at", "id"]);
        manager.create_index(joined.and_where(Expr::col("joins").is_not_null()).take()).await?;
        manager.drop_index(drop_index("outbox_by_ticket")).await?;
        manager.create_index(index("outbox", "outbox_by_ticket", &["ticket_id", "created_at", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(drop_index("outbox_by_ticket")).await?;
        manager.create_index(index("outbox", "outbox_by_ticket", &["ticket_id"])).await?;
        manager.drop_index(drop_index("outbox_joined")).await?;
        manager.drop_index(drop_index("outbox_digests")).await?;
        manager.alter_table(Table::alter().table("people").drop_column("digests").take()).await?;
        manager.alter_table(Table::alter().table("outbox").drop_column("frequency").take()).await?;
        manager.alter_table(Table::alter().table("outbox").drop_column("joins").take()).await
    }
}

fn drop_index(name: &'static str) -> IndexDropStatement {
    Index::drop().name(name).table("outbox").to_owned()
}
