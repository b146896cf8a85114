use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{index, to_person};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(sessions()).await?;
        manager.create_index(index("sessions", "sessions_by_person", &["person_id", "ended_at"])).await?;
        manager.create_table(refresh_tokens()).await?;
        manager.create_index(index("refresh_tokens", "refresh_tokens_by_session", &["session_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("refresh_tokens").take()).await?;
        manager.drop_table(Table::drop().table("sessions").take()).await
    }
}

fn sessions() -> TableCreateStatement {
    Table::create()
        .table("sessions")
        .col(uuid("id").primary_key())
        .col(uuid("person_id"))
        .col(big_integer("begun_at"))
        .col(big_integer_null("ended_at"))
        .foreign_key(&mut to_person("sessions", "person_id"))
        .take()
}

/// A token is kept as its digest only.
fn refresh_tokens() -> TableCreateStatement {
    Table::create()
        .table("refresh_tokens")
        .col(ColumnDef::new("digest").blob().not_null().primary_key())
        .col(uuid("session_id"))
        .col(big_integer("issued_at"))
        .col(big_integer("expires_at"))
        .col(big_integer_null("used_at"))
        .foreign_key(
            ForeignKey::create()
                .name("refresh_tokens_session_id_fkey")
                .from("refresh_tokens", "session_id")
                .to("sessions", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}
