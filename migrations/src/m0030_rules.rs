use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{index, to_person};

/// Who handed a ticket back, and which usernames are reserved.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = uuid_null("handed_back_by");
        manager.alter_table(Table::alter().table("tickets").add_column(column).take()).await?;
        let reservations = Table::create()
            .table("username_reservations")
            .col(string("username").primary_key())
            .col(uuid("owner_id"))
            .col(big_integer("reserved_until"))
            .foreign_key(&mut to_person("username_reservations", "owner_id"))
            .take();
        manager.create_table(reservations).await?;
        let columns = &["reserved_until"];
        manager.create_index(index("username_reservations", "username_reservations_until", columns)).await?;
        manager.create_index(index("username_reservations", "username_reservations_owner_id", &["owner_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("username_reservations").take()).await?;
        manager.alter_table(Table::alter().table("tickets").drop_column("handed_back_by").take()).await
    }
}
