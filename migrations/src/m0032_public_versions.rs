use sea_orm_migration::prelude::*;

/// A note changes neither for those who may not read it. Until now every change counted for everybody, so that is where
/// both begin.
const COLUMNS: &[(&str, &str)] = &[("public_updated_at", "updated_at"), ("public_version", "version")];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (column, from) in COLUMNS {
            let definition = ColumnDef::new(*column).big_integer().not_null().default(0).take();
            manager.alter_table(Table::alter().table("tickets").add_column(definition).take()).await?;
            let copy = format!("UPDATE tickets SET {column} = {from}");
            manager.get_connection().execute_unprepared(&copy).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (column, _) in COLUMNS {
            manager.alter_table(Table::alter().table("tickets").drop_column(*column).take()).await?;
        }
        Ok(())
    }
}
