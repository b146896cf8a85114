use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

/// Who is on which ticket just now. The rows are worth nothing after a minute, so PostgreSQL does not log them; they refer to no other table,
/// so that noting one locks nothing.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let presence = Table::create()
            .table("presence")
            .col(uuid("ticket_id"))
            .col(uuid("person_id"))
            .col(text("activity"))
            .col(big_integer("ends_at"))
            .primary_key(Index::create().name("presence_pkey").col("ticket_id").col("person_id"))
            .take();
        manager.create_table(presence).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            manager.get_connection().execute_unprepared("ALTER TABLE presence SET UNLOGGED").await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("presence").take()).await
    }
}
