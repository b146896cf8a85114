use sea_orm_migration::{prelude::*, schema::*};

use crate::table::index;

/// What was queued before has no author. All that is pending is looked at as if it were not due yet: the next claim sees to it.
const FILL: &str = "UPDATE outbox SET turn = created_at,
    urgency = CASE WHEN kind IN ('account_status_changed', 'password_changed', 'second_factor_set', 'second_factor_removed',
                                 'recovery_code_used', 'api_key_created', 'email_change_requested', 'email_changed',
                                 'email_verification', 'password_reset', 'invitation') THEN 0 ELSE 1 END,
    ready = CASE WHEN state = 'pending' THEN 0 END";

/// For the mails that wait: in the order in which they are sent, and by when they are due. Settled mails cost nothing here.
const WAITING: &[(&str, &[&str])] =
    &[("outbox_turns", &["ready", "urgency", "turn", "id"]), ("outbox_waiting", &["ready", "due_at", "id"])];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in columns() {
            manager.alter_table(change().add_column(column).take()).await?;
        }
        manager.get_connection().execute_unprepared(FILL).await?;
        manager.drop_index(drop_index("outbox_due")).await?;
        for (name, columns) in WAITING {
            manager.create_index(where_there_is("ready", name, columns)).await?;
        }
        manager.create_index(index("outbox", "outbox_by_author", &["author_id", "created_at", "turn"])).await?;
        manager.create_index(where_there_is("news_to", "outbox_news", &["news_to", "created_at"])).await?;
        manager.create_index(where_there_is("sent_at", "outbox_sent_to", &["recipient_id", "sent_at"])).await?;
        manager.create_table(mailbox_uses()).await?;
        manager.create_index(index("mailbox_uses", "mailbox_uses_by_age", &["last_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("mailbox_uses").take()).await?;
        for name in ["outbox_sent_to", "outbox_news", "outbox_by_author", "outbox_waiting", "outbox_turns"] {
            manager.drop_index(drop_index(name)).await?;
        }
        manager.create_index(index("outbox", "outbox_due", &["state", "due_at", "id"])).await?;
        for column in ["news_to", "ready", "turn", "urgency", "author_id"] {
            manager.alter_table(change().drop_column(column).take()).await?;
        }
        Ok(())
    }
}

/// SQLite adds one column at a time.
fn columns() -> [ColumnDef; 5] {
    [
        uuid_null("author_id").take(),
        small_integer("urgency").default(1).take(),
        big_integer("turn").default(0).take(),
        small_integer_null("ready").take(),
        uuid_null("news_to").take(),
    ]
}

/// Which mailboxes that nobody verified got a letter lately. A digest, so that no address is stored.
fn mailbox_uses() -> TableCreateStatement {
    Table::create()
        .table("mailbox_uses")
        .col(ColumnDef::new("mailbox").blob().not_null().primary_key())
        .col(big_integer("last_at"))
        .take()
}

fn change() -> TableAlterStatement {
    Table::alter().table("outbox").take()
}

fn where_there_is(column: &'static str, name: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    index("outbox", name, columns).and_where(Expr::col(column).is_not_null()).take()
}

fn drop_index(name: &'static str) -> IndexDropStatement {
    Index::drop().name(name).table("outbox").to_owned()
}
