use sea_orm_migration::{prelude::*, schema::*};

/// The tickets that wait for somebody, in the order in which they are handed out.
const WAITING: &str = "CREATE INDEX tickets_waiting ON tickets (priority, created_at, number)
    WHERE assignee_id IS NULL AND status IN ('open', 'blocked')";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(WAITING).await?;
        // One row while a hand-out has a rest, none while it has not.
        let id = small_integer("id").primary_key().check(Expr::col("id").eq(1)).take();
        manager.create_table(Table::create().table("hand_out_rests").col(id).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("hand_out_rests").take()).await?;
        manager.drop_index(Index::drop().name("tickets_waiting").table("tickets").to_owned()).await
    }
}
