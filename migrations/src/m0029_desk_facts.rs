use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// What the database knows about the installation itself: the check value of its secret, and the version of the program that last
/// changed the schema.
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let name = text("name").primary_key().take();
        manager.create_table(Table::create().table("desk_facts").col(name).col(text("value")).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("desk_facts").take()).await
    }
}
