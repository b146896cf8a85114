use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{index, to_person};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(history()).await?;
        manager.create_index(index("history", "history_id", &["id"]).unique().take()).await?;
        manager.create_index(index("history", "history_by_ticket", &["ticket_id", "seq"])).await?;
        manager.create_index(index("history", "history_by_person", &["person_id", "seq"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("history").take()).await
    }
}

/// `seq` is the order of appending. Tickets and messages have no foreign key here: the history outlives them.
/// An assignment keeps its people in columns of their own, so that they can be joined.
fn history() -> TableCreateStatement {
    Table::create()
        .table("history")
        .col(ColumnDef::new("seq").big_integer().not_null().auto_increment().primary_key())
        .col(uuid("id"))
        .col(big_integer("at"))
        .col(uuid_null("by_id"))
        .col(uuid_null("ticket_id"))
        .col(uuid_null("person_id"))
        .col(text("kind"))
        .col(text("audience"))
        .col(text_null("before_value"))
        .col(text_null("after_value"))
        .col(uuid_null("before_person_id"))
        .col(uuid_null("after_person_id"))
        .col(uuid_null("message_id"))
        .foreign_key(&mut to_person("history", "by_id"))
        .foreign_key(&mut to_person("history", "person_id"))
        .take()
}
