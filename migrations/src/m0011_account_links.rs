use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{index, to_person};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(account_links()).await?;
        let one_a_purpose =
            index("account_links", "account_links_by_person", &["person_id", "purpose"]).unique().take();
        manager.create_index(one_a_purpose).await?;
        manager.create_table(link_requests()).await?;
        manager.create_index(index("link_requests", "link_requests_by_age", &["requested_at", "id"])).await?;
        manager.alter_table(Table::alter().table("outbox").add_column(text_null("address")).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("outbox").drop_column("address").take()).await?;
        manager.drop_table(Table::drop().table("link_requests").take()).await?;
        manager.drop_table(Table::drop().table("account_links").take()).await
    }
}

/// A token is kept as its digest only.
fn account_links() -> TableCreateStatement {
    Table::create()
        .table("account_links")
        .col(ColumnDef::new("digest").blob().not_null().primary_key())
        .col(uuid("person_id"))
        .col(text("purpose"))
        .col(text("address"))
        .col(big_integer("issued_at"))
        .col(big_integer("expires_at"))
        .foreign_key(&mut to_person("account_links", "person_id"))
        .take()
}

/// No reference to a person: nobody has looked yet whether the address is anybody's.
fn link_requests() -> TableCreateStatement {
    Table::create()
        .table("link_requests")
        .col(uuid("id").primary_key())
        .col(text("purpose"))
        .col(text("address"))
        .col(big_integer("requested_at"))
        .take()
}
