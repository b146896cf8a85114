use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{index, to_person};

/// Addresses of other programs that events are sent to, and what is on its way there.
///
/// `read_work`, `read_seq` and `read_event` are the place in the feed up to which events were queued for a webhook. A pending delivery has a
/// `due_at` only where it is the first one about its thing; it is NULL while an earlier one is pending, so that the index of what is due
/// has nothing else.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(webhooks()).await?;
        manager.create_table(deliveries()).await?;
        let connection = manager.get_connection();
        for (name, columns, rows) in [
            ("due", "webhook_id, due_at", "due_at IS NOT NULL"),
            ("order", "webhook_id, about, work, seq", "state = 'pending'"),
            ("settled", "settled_at", "settled_at IS NOT NULL"),
        ] {
            let sql = format!("CREATE INDEX webhook_deliveries_{name} ON webhook_deliveries ({columns}) WHERE {rows}");
            connection.execute_unprepared(&sql).await?;
        }
        let list = &["webhook_id", "created_at", "id"];
        manager.create_index(index("webhook_deliveries", "webhook_deliveries_list", list)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("webhook_deliveries").take()).await?;
        manager.drop_table(Table::drop().table("webhooks").take()).await
    }
}

fn webhooks() -> TableCreateStatement {
    Table::create()
        .table("webhooks")
        .col(uuid("id").primary_key())
        .col(text("url"))
        .col(text_null("description"))
        .col(text_null("kinds"))
        .col(text("state"))
        .col(binary("key"))
        .col(binary_null("previous_key"))
        .col(big_integer_null("previous_until"))
        .col(big_integer_null("failing_since"))
        .col(uuid("created_by"))
        .col(big_integer("created_at"))
        .col(big_integer("updated_at"))
        .col(big_integer("read_work"))
        .col(big_integer("read_seq"))
        .col(uuid("read_event"))
        .foreign_key(&mut to_person("webhooks", "created_by"))
        .take()
}

fn deliveries() -> TableCreateStatement {
    let to_webhook = ForeignKey::create()
        .name("webhook_deliveries_webhook_id_fkey")
        .from("webhook_deliveries", "webhook_id")
        .to("webhooks", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .take();
    Table::create()
        .table("webhook_deliveries")
        .col(uuid("id").primary_key())
        .col(uuid("webhook_id"))
        .col(uuid_null("event_id"))
        .col(text("kind"))
        .col(uuid_null("about"))
        .col(big_integer("work"))
        .col(big_integer("seq"))
        .col(text("body"))
        .col(text("state"))
        .col(integer("attempt"))
        .col(integer("tries"))
        .col(big_integer_null("due_at"))
        .col(big_integer_null("lease_until"))
        .col(integer_null("last_status"))
        .col(text_null("last_answer"))
        .col(big_integer("created_at"))
        .col(big_integer_null("settled_at"))
        .foreign_key(&mut to_webhook.clone())
        .take()
}
