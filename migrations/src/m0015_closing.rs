use sea_orm_migration::{prelude::*, schema::*};

use crate::table::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = big_integer_null("close_warned_at");
        manager.alter_table(Table::alter().table("tickets").add_column(column).take()).await?;
        // Which resolved tickets are to be warned of, and which to be closed: looked for every minute.
        let columns = &["status", "close_warned_at", "resolved_at"];
        manager.create_index(index("tickets", "tickets_closing", columns)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("tickets_closing").table("tickets").to_owned()).await?;
        manager.alter_table(Table::alter().table("tickets").drop_column("close_warned_at").take()).await
    }
}
