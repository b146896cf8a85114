use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// One row while no mail is sent, none while it is.
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let id = small_integer("id").primary_key().check(Expr::col("id").eq(1)).take();
        manager.create_table(Table::create().table("mail_pauses").col(id).col(big_integer("since")).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("mail_pauses").take()).await
    }
}
