use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

use crate::table::{counter, index};

/// The tickets of a customer that a quota counts.
const ACTIVE: &str =
    "CREATE INDEX tickets_active_of_reporter ON tickets (reporter_id) WHERE status IN ('open', 'blocked')";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(security_events()).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            let default = "ALTER TABLE security_events ALTER COLUMN tx SET DEFAULT pg_current_xact_id()::text::bigint";
            manager.get_connection().execute_unprepared(default).await?;
        }
        let id = index("security_events", "security_events_id", &["id"]).unique().take();
        manager.create_index(id).await?;
        for (name, columns) in [
            ("security_events_in_order", &["tx", "seq"][..]),
            ("security_events_by_person", &["person_id", "tx", "seq"]),
            ("security_events_by_kind", &["kind", "tx", "seq"]),
            ("security_events_refused", &["is_refusal", "tx", "seq"]),
        ] {
            manager.create_index(index("security_events", name, columns)).await?;
        }
        manager.create_table(daily_use()).await?;
        manager.get_connection().execute_unprepared(ACTIVE).await.map(|_| ())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("tickets_active_of_reporter").table("tickets").to_owned()).await?;
        manager.drop_table(Table::drop().table("daily_use").take()).await?;
        manager.drop_table(Table::drop().table("security_events").take()).await
    }
}

/// The order is that of the history: `(tx, seq)`, see `m0014_feed`. People are no foreign keys: an entry must not lock them.
fn security_events() -> TableCreateStatement {
    Table::create()
        .table("security_events")
        .col(ColumnDef::new("seq").big_integer().not_null().auto_increment().primary_key())
        .col(big_integer("tx").default(0))
        .col(uuid("id"))
        .col(big_integer("at"))
        .col(text("kind"))
        .col(boolean("is_refusal"))
        .col(uuid_null("person_id"))
        .col(uuid_null("actor_id"))
        .col(text_null("address"))
        .col(text_null("network"))
        .col(text_null("agent"))
        .col(text_null("reason"))
        .col(text_null("detail"))
        .col(counter("count"))
        .take()
}

/// What a customer wrote on the last day on which they wrote: one row a person.
fn daily_use() -> TableCreateStatement {
    Table::create()
        .table("daily_use")
        .col(uuid("person_id").primary_key())
        .col(big_integer("day"))
        .col(big_integer("tickets"))
        .col(big_integer("bytes"))
        .take()
}
