use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{counter, index, to_person};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(outbox()).await?;
        manager.create_index(index("outbox", "outbox_due", &["state", "due_at"])).await?;
        manager.create_index(index("outbox", "outbox_by_ticket", &["ticket_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("outbox").take()).await
    }
}

/// No foreign key on the ticket: what was queued is still sent after the ticket is deleted.
fn outbox() -> TableCreateStatement {
    Table::create()
        .table("outbox")
        .col(uuid("id").primary_key())
        .col(uuid("recipient_id"))
        .col(text("kind"))
        .col(uuid_null("ticket_id"))
        .col(uuid("event_id"))
        .col(text("payload"))
        .col(text("state"))
        .col(counter("attempt"))
        .col(big_integer("due_at"))
        .col(big_integer_null("lease_until"))
        .col(text_null("last_error"))
        .col(big_integer("created_at"))
        .col(big_integer_null("sent_at"))
        .foreign_key(&mut to_person("outbox", "recipient_id"))
        .take()
}
