use sea_orm_migration::{prelude::*, schema::*};

use crate::table::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Since when letters to a person come back, and how those letters are found.
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let unreachable = Table::alter().table("people").add_column(big_integer_null("unreachable_since")).take();
        manager.alter_table(unreachable).await?;
        manager.create_index(index("outbox", "outbox_came_back", &["recipient_id", "state", "settled_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("outbox_came_back").table("outbox").to_owned()).await?;
        manager.alter_table(Table::alter().table("people").drop_column("unreachable_since").take()).await
    }
}
