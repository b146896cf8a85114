use sea_orm_migration::{prelude::*, schema::*};

use crate::table::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(event_tickets()).await?;
        manager.create_index(index("event_tickets", "event_tickets_by_expiry", &["expires_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("event_tickets").take()).await
    }
}

/// A ticket is stored as its digest only. No references: a row is deleted within minutes, and the session is looked up when the ticket
/// is used.
fn event_tickets() -> TableCreateStatement {
    Table::create()
        .table("event_tickets")
        .col(ColumnDef::new("digest").blob().not_null().primary_key())
        .col(uuid("person_id"))
        .col(uuid("session_id"))
        .col(big_integer("stream_ends_at"))
        .col(big_integer("expires_at"))
        .take()
}
