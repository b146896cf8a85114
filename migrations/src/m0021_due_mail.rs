use sea_orm_migration::{prelude::*, schema::*};

use crate::table::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // In the order in which it is claimed: what is due need not be sorted, however much of it there is.
        manager.drop_index(drop_index("outbox", "outbox_due")).await?;
        manager.create_index(index("outbox", "outbox_due", &["state", "due_at", "id"])).await?;
        // The few that are under way.
        manager.create_index(of_those_that_have_one("outbox", "outbox_claimed", "lease_until")).await?;
        let keys = Table::alter().table("idempotency_keys").add_column(uuid_null("about_id")).take();
        manager.alter_table(keys).await?;
        manager.create_index(of_those_that_have_one("idempotency_keys", "idempotency_keys_about", "about_id")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(drop_index("idempotency_keys", "idempotency_keys_about")).await?;
        let keys = Table::alter().table("idempotency_keys").drop_column("about_id").take();
        manager.alter_table(keys).await?;
        manager.drop_index(drop_index("outbox", "outbox_claimed")).await?;
        manager.drop_index(drop_index("outbox", "outbox_due")).await?;
        manager.create_index(index("outbox", "outbox_due", &["state", "due_at"])).await
    }
}

/// Costs nothing for all the other rows.
fn of_those_that_have_one(table: &'static str, name: &'static str, column: &'static str) -> IndexCreateStatement {
    index(table, name, &[column]).and_where(Expr::col(column).is_not_null()).take()
}

fn drop_index(table: &'static str, name: &'static str) -> IndexDropStatement {
    Index::drop().name(name).table(table).to_owned()
}
