use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{index, to_person};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(decisions()).await?;
        manager.create_index(index("decisions", "decisions_by_ticket", &["ticket_id", "seq"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("decisions").take()).await
    }
}

/// Within one unit of work a decision may be kept before its ticket is: the reference is checked at the commit.
const TO_TICKET: &str = "REFERENCES tickets (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED";

/// Candidates and exclusions are JSON: they are only ever read together, as the reasons of one decision.
fn decisions() -> TableCreateStatement {
    Table::create()
        .table("decisions")
        .col(ColumnDef::new("seq").big_integer().not_null().auto_increment().primary_key())
        .col(uuid("ticket_id").extra(TO_TICKET))
        .col(text("trigger_word"))
        .col(uuid_null("chosen_id"))
        .col(text("candidates"))
        .col(text("excluded"))
        .col(big_integer("decided_at"))
        .foreign_key(&mut to_person("decisions", "chosen_id"))
        .take()
}
