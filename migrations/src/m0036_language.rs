use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// In which language and time zone the desk writes to a person; empty for its own.
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["language", "time_zone"] {
            manager.alter_table(Table::alter().table("people").add_column(text_null(column)).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["time_zone", "language"] {
            manager.alter_table(Table::alter().table("people").drop_column(column).take()).await?;
        }
        Ok(())
    }
}
