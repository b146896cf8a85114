use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{index, to_person, to_ticket};

/// What people typed and did not send yet. `place` says what it is to become, so that a person has one draft for each place;
/// `ticket_id` repeats the ticket in it, with which the draft is deleted.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drafts = Table::create()
            .table("drafts")
            .col(uuid("person_id"))
            .col(text("place"))
            .col(uuid_null("ticket_id"))
            .col(text("title"))
            .col(text("body"))
            .col(big_integer("saved_at"))
            .primary_key(Index::create().name("drafts_pkey").col("person_id").col("place"))
            .foreign_key(&mut to_ticket("drafts"))
            .foreign_key(&mut to_person("drafts", "person_id"))
            .take();
        manager.create_table(drafts).await?;
        manager.create_index(index("drafts", "drafts_by_ticket", &["ticket_id"])).await?;
        manager.create_index(index("drafts", "drafts_by_age", &["saved_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("drafts").take()).await
    }
}
