use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{to_person, to_ticket};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mutes = Table::create()
            .table("ticket_mutes")
            .col(uuid("ticket_id"))
            .col(uuid("person_id"))
            .primary_key(Index::create().name("ticket_mutes_pkey").col("ticket_id").col("person_id"))
            .foreign_key(&mut to_ticket("ticket_mutes"))
            .foreign_key(&mut to_person("ticket_mutes", "person_id"))
            .take();
        manager.create_table(mutes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("ticket_mutes").take()).await
    }
}
