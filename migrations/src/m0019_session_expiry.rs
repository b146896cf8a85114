use sea_orm_migration::{prelude::*, schema::*};

/// For what ended, or expired, long ago.
const INDEXES: &[(&str, &str, &str)] = &[
    ("sessions", "sessions_ended", "ended_at"),
    ("sessions", "sessions_expiry", "expires_at"),
    ("refresh_tokens", "refresh_tokens_expiry", "expires_at"),
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // When the last token of a session expires, the session does.
        let column = big_integer("expires_at").default(0).take();
        manager.alter_table(Table::alter().table("sessions").add_column(column).take()).await?;
        let expiry = "UPDATE sessions SET expires_at = coalesce(
            (SELECT max(expires_at) FROM refresh_tokens WHERE session_id = sessions.id), begun_at)";
        manager.get_connection().execute_unprepared(expiry).await?;
        for (table, name, column) in INDEXES {
            manager.create_index(Index::create().name(*name).table(*table).col(*column).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, name, _) in INDEXES {
            manager.drop_index(Index::drop().name(*name).table(*table).to_owned()).await?;
        }
        manager.alter_table(Table::alter().table("sessions").drop_column("expires_at").take()).await
    }
}
