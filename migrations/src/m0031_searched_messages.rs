use sea_orm_migration::sea_orm::DbBackend;
use sea_orm_migration::{prelude::*, schema::*};

use crate::m0010_text_search::{drop_fts_index, fts_index, gin_index};
use crate::m0024_small_merges::small_merges;
use crate::refold::{fold_people, fold_tickets, restore_lower_case};
use crate::table::{index, to_ticket};

/// A row for the title and description of each ticket, and one for each later message; a note has a column of its own.
const TABLE: &str = "ticket_search";
const TEXTS: &[&str] = &["title", "description", "message", "note"];

/// What was searched before: the texts of a ticket, in columns of its own row.
const OLD_TEXTS: &[&str] = &["title_folded", "description_folded"];

/// Searches read messages, and another form of the texts (`search_folded`). All in one transaction, in batches of rows. Measured
/// on two cores: see docs/adr/0066.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        manager.create_table(ticket_search()).await?;
        fold_tickets(db).await?;
        fold_people(db).await?;
        drop_index(manager, "tickets").await?;
        for column in OLD_TEXTS {
            db.execute_unprepared(&format!("ALTER TABLE tickets DROP COLUMN {column}")).await?;
        }
        manager.create_index(index(TABLE, "ticket_search_ticket", &["ticket_id"])).await?;
        if manager.get_database_backend() == DbBackend::Sqlite {
            // All that is read for a hit, beside the wide rows.
            manager.create_index(index(TABLE, "ticket_search_keys", &["seq", "created_at", "ticket_id"])).await?;
        }
        create_index(manager, TABLE, "seq", TEXTS).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            // The planner knows nothing of a new table.
            db.execute_unprepared("ANALYZE ticket_search, people").await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        drop_index(manager, TABLE).await?;
        manager.drop_table(Table::drop().table(TABLE).take()).await?;
        for column in OLD_TEXTS {
            let column = format!("ALTER TABLE tickets ADD COLUMN {column} text NOT NULL DEFAULT ''");
            db.execute_unprepared(&column).await?;
        }
        restore_lower_case(db).await?;
        create_index(manager, "tickets", "number", OLD_TEXTS).await
    }
}

fn ticket_search() -> TableCreateStatement {
    Table::create()
        .table(TABLE)
        .col(big_integer("seq").primary_key().auto_increment())
        .col(uuid("ticket_id"))
        // That of the ticket: hits are put in the order of the list without reading the tickets.
        .col(big_integer("created_at"))
        .col(text_null("title"))
        .col(text_null("description"))
        .col(text_null("message"))
        .col(text_null("note"))
        .foreign_key(&mut to_ticket(TABLE))
        .take()
}

async fn create_index(manager: &SchemaManager<'_>, table: &str, row: &str, columns: &[&str]) -> Result<(), DbErr> {
    let db = manager.get_connection();
    if manager.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared(&gin_index(table, columns)).await?;
        return Ok(());
    }
    db.execute_unprepared(&fts_index(table, row, columns)).await?;
    db.execute_unprepared(&format!("INSERT INTO {table}_text ({table}_text) VALUES ('optimize')")).await?;
    db.execute_unprepared(&small_merges(table, row, columns)).await?;
    Ok(())
}

async fn drop_index(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    let drop = match manager.get_database_backend() {
        DbBackend::Postgres => format!("DROP INDEX {table}_text"),
        _ => format!("DROP TRIGGER {table}_text_merge; {}", drop_fts_index(table)),
    };
    manager.get_connection().execute_unprepared(&drop).await?;
    Ok(())
}
