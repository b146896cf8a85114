use sea_orm_migration::prelude::*;

/// A mail to an admin who took part in a ticket had the reason `follower`. That word is for those who follow a ticket.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        rename_reason(manager, "follower", "participant").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        rename_reason(manager, "participant", "follower").await
    }
}

/// The payload is JSON, in which a text of a person has its quotes escaped: only the reason itself reads so.
async fn rename_reason(manager: &SchemaManager<'_>, from: &str, to: &str) -> Result<(), DbErr> {
    let (from, to) = (format!(r#""reason":"{from}""#), format!(r#""reason":"{to}""#));
    let rename =
        format!("UPDATE outbox SET payload = replace(payload, '{from}', '{to}') WHERE payload LIKE '%{from}%'");
    manager.get_connection().execute_unprepared(&rename).await?;
    Ok(())
}
