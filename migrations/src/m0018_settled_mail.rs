use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{counter, index};

/// For the list of each state and the age of what waits; and for what was settled long ago.
const INDEXES: &[(&str, &[&str])] =
    &[("outbox_by_state", &["state", "created_at", "id"]), ("outbox_settled", &["state", "settled_at"])];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // What the mail server said is kept of a mail that it took, too.
        manager.alter_table(change().rename_column("last_error", "last_answer").take()).await?;
        manager.alter_table(change().add_column(counter("forgiven")).take()).await?;
        manager.alter_table(change().add_column(big_integer_null("settled_at")).take()).await?;
        let settled = "UPDATE outbox SET settled_at = coalesce(sent_at, created_at) WHERE state <> 'pending'";
        manager.get_connection().execute_unprepared(settled).await?;
        for (name, columns) in INDEXES {
            manager.create_index(index("outbox", name, columns)).await?;
        }
        manager.drop_index(drop_index("outbox_by_ticket")).await?;
        manager.create_index(index("outbox", "outbox_by_ticket", &["ticket_id", "created_at", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(drop_index("outbox_by_ticket")).await?;
        manager.create_index(index("outbox", "outbox_by_ticket", &["ticket_id"])).await?;
        for (name, _) in INDEXES {
            manager.drop_index(drop_index(name)).await?;
        }
        manager.alter_table(change().drop_column("settled_at").take()).await?;
        manager.alter_table(change().drop_column("forgiven").take()).await?;
        manager.alter_table(change().rename_column("last_answer", "last_error").take()).await
    }
}

fn change() -> TableAlterStatement {
    Table::alter().table("outbox").take()
}

fn drop_index(name: &'static str) -> IndexDropStatement {
    Index::drop().name(name).table("outbox").to_owned()
}
