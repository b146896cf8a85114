use sea_orm_migration::{prelude::*, schema::*};

use crate::table::to_person;

/// Queries of the list of tickets, under names of their owners.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let views = Table::create()
            .table("saved_views")
            .col(uuid("person_id"))
            .col(text("name"))
            .col(text("query"))
            .col(big_integer("saved_at"))
            .primary_key(Index::create().name("saved_views_pkey").col("person_id").col("name"))
            .foreign_key(&mut to_person("saved_views", "person_id"))
            .take();
        manager.create_table(views).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("saved_views").take()).await
    }
}
