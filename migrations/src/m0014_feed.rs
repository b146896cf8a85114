use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

use crate::table::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// `tx` is the transaction that wrote the event. On PostgreSQL `seq` is the order in which rows were begun, not that in
/// which they were committed; who reads on by `seq` alone loses what is committed late. `(tx, seq)`, read only below the
/// oldest transaction that still runs, has no such gaps. SQLite has one writer at a time: there `tx` stays 0.
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // First the column, then its default: what is there already keeps its order by `seq`.
        let column = big_integer("tx").default(0).take();
        manager.alter_table(Table::alter().table("history").add_column(column).take()).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            let default = "ALTER TABLE history ALTER COLUMN tx SET DEFAULT pg_current_xact_id()::text::bigint";
            manager.get_connection().execute_unprepared(default).await?;
        }
        manager.create_index(index("history", "history_feed", &["tx", "seq"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("history_feed").table("history").to_owned()).await?;
        manager.alter_table(Table::alter().table("history").drop_column("tx").take()).await
    }
}
