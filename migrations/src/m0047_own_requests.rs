use sea_orm_migration::prelude::*;

use crate::table::index;

const NAME: &str = "tickets_by_reporter_and_change";

/// What a customer asked for, last changed first: of thousands of requests the page reads the first few.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(index("tickets", NAME, &["reporter_id", "public_updated_at", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name(NAME).table("tickets").to_owned()).await
    }
}
