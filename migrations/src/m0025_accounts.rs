use sea_orm_migration::{prelude::*, schema::*};

use crate::table::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// An address that is not confirmed yet; what a session shows of itself; and links that stay when a later one is mailed.
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("people").add_column(text_null("email_pending")).take()).await?;
        manager.alter_table(Table::alter().table("sessions").add_column(text_null("agent")).take()).await?;
        let last_used = big_integer("last_used_at").default(0).take();
        manager.alter_table(Table::alter().table("sessions").add_column(last_used).take()).await?;
        manager.get_connection().execute_unprepared("UPDATE sessions SET last_used_at = begun_at").await?;
        replace_index(manager, &["person_id", "purpose", "address"]).await?;
        manager.create_index(index("account_links", "account_links_by_purpose", &["purpose", "expires_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("account_links_by_purpose").table("account_links").to_owned()).await?;
        // Only links that undo a change of the address can be several.
        manager
            .get_connection()
            .execute_unprepared("DELETE FROM account_links WHERE purpose = 'undo_email_change'")
            .await?;
        replace_index(manager, &["person_id", "purpose"]).await?;
        manager.alter_table(Table::alter().table("sessions").drop_column("last_used_at").take()).await?;
        manager.alter_table(Table::alter().table("sessions").drop_column("agent").take()).await?;
        manager.alter_table(Table::alter().table("people").drop_column("email_pending").take()).await
    }
}

async fn replace_index(manager: &SchemaManager<'_>, columns: &[&'static str]) -> Result<(), DbErr> {
    manager.drop_index(Index::drop().name("account_links_by_person").table("account_links").to_owned()).await?;
    manager.create_index(index("account_links", "account_links_by_person", columns).unique().take()).await
}
