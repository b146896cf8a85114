use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// How the pages look to a person, and whether they listen to single keys.
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [text("theme").default("system").take(), boolean("single_keys").default(true).take()] {
            manager.alter_table(Table::alter().table("people").add_column(column).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["single_keys", "theme"] {
            manager.alter_table(Table::alter().table("people").drop_column(column).take()).await?;
        }
        Ok(())
    }
}
