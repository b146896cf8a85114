use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{counter, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(people()).await?;
        // The names of these two tell the error mapping what is taken.
        manager.create_index(index("people", "people_username", &["username"]).unique().take()).await?;
        manager.create_index(index("people", "people_email", &["email_folded"]).unique().take()).await?;
        manager.create_index(index("people", "people_created", &["created_at", "id"])).await?;
        manager.create_index(index("people", "people_tickets", &["tickets_count", "id"])).await?;
        manager.create_index(index("people", "people_by_role", &["role", "created_at", "id"])).await?;
        manager.create_index(index("people", "people_by_status", &["status", "created_at", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("people").take()).await
    }
}

/// `seq` is for SQLite's text index, which knows a row by a number that never changes.
fn people() -> TableCreateStatement {
    Table::create()
        .table("people")
        .col(ColumnDef::new("seq").big_integer().not_null().auto_increment().primary_key())
        .col(uuid("id").unique_key())
        .col(text("username"))
        .col(text("name"))
        .col(text("name_folded"))
        .col(text_null("email"))
        .col(text_null("email_folded"))
        .col(text_null("phone"))
        .col(text("role"))
        .col(text("status"))
        .col(big_integer_null("email_verified_at"))
        .col(text("availability"))
        .col(integer_null("capacity"))
        .col(text_null("password"))
        .col(text("muted"))
        .col(big_integer("created_at"))
        .col(big_integer("updated_at"))
        .col(big_integer_null("removed_at"))
        .col(big_integer("version"))
        .col(counter("open_tickets"))
        .col(counter("tickets_count"))
        .col(big_integer_null("last_assigned_at"))
        .take()
}
