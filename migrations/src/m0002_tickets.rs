use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{counter, index, to_person};

/// For each order of the ticket list, and for each filter in its default order by time. The last two serve the
/// engineers' own work and the tickets that wait for somebody.
const INDEXES: &[(&str, &[&str])] = &[
    ("tickets_created", &["created_at", "id"]),
    ("tickets_updated", &["updated_at", "id"]),
    ("tickets_priority", &["priority", "id"]),
    ("tickets_by_status", &["status", "created_at", "id"]),
    ("tickets_by_priority", &["priority", "created_at", "id"]),
    ("tickets_by_reporter", &["reporter_id", "created_at", "id"]),
    ("tickets_by_awaiting", &["awaiting", "created_at", "id"]),
    ("tickets_by_assignee", &["assignee_id", "created_at", "id"]),
    ("tickets_held", &["assignee_id", "status"]),
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(tickets()).await?;
        manager.create_index(index("tickets", "tickets_number", &["number"]).unique().take()).await?;
        for (name, columns) in INDEXES {
            manager.create_index(index("tickets", name, columns)).await?;
        }
        manager.create_table(ticket_numbers()).await?;
        manager.get_connection().execute_unprepared("INSERT INTO ticket_numbers (id, last) VALUES (1, 0)").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("ticket_numbers").take()).await?;
        manager.drop_table(Table::drop().table("tickets").take()).await
    }
}

fn tickets() -> TableCreateStatement {
    Table::create()
        .table("tickets")
        .col(uuid("id").primary_key())
        .col(big_integer("number"))
        .col(text("title"))
        .col(text("title_folded"))
        .col(text("subject"))
        .col(text("description"))
        .col(text("description_folded"))
        .col(small_integer("priority").check(Expr::col("priority").between(1, 4)))
        .col(text("status"))
        .col(uuid("reporter_id"))
        .col(uuid_null("assignee_id"))
        .col(big_integer_null("taken_at"))
        .col(big_integer_null("first_response_at"))
        .col(big_integer_null("resolved_at"))
        .col(big_integer_null("closed_at"))
        .col(counter("reopen_count"))
        // No foreign key: the older ticket may be deleted, and this one still says what it followed.
        .col(uuid_null("follow_up_of"))
        .col(text("awaiting"))
        .col(counter("message_count"))
        .col(counter("note_count"))
        .col(big_integer("created_at"))
        .col(big_integer("updated_at"))
        .col(big_integer("version"))
        .foreign_key(&mut to_person("tickets", "reporter_id"))
        .foreign_key(&mut to_person("tickets", "assignee_id"))
        .take()
}

/// One row, counted up within the unit of work: a sequence would leave gaps after a rollback.
fn ticket_numbers() -> TableCreateStatement {
    Table::create().table("ticket_numbers").col(small_integer("id").primary_key()).col(big_integer("last")).take()
}
