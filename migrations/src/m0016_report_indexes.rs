use sea_orm_migration::prelude::*;

use crate::table::index;

/// Reports read by resolution, page by page, and count what was resolved in a period.
const NAME: &str = "tickets_resolved";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(index("tickets", NAME, &["resolved_at", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name(NAME).table("tickets").to_owned()).await
    }
}
