use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{index, to_person, to_ticket};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(messages()).await?;
        let conversation = &["ticket_id", "created_at", "id"];
        manager.create_index(index("messages", "messages_by_ticket", conversation)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("messages").take()).await
    }
}

fn messages() -> TableCreateStatement {
    Table::create()
        .table("messages")
        .col(uuid("id").primary_key())
        .col(uuid("ticket_id"))
        .col(text("kind"))
        .col(uuid("author_id"))
        .col(text("body"))
        .col(big_integer("created_at"))
        .foreign_key(&mut to_ticket("messages"))
        .foreign_key(&mut to_person("messages", "author_id"))
        .take()
}
