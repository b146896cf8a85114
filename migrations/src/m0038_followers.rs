use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{index, to_person, to_ticket};

/// People who follow tickets. A ticket is read by one row, so it has the ids of its followers too.
///
/// A mail to an admin who took part in a ticket had the reason `follower`. That word is for those who follow a ticket.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // By person first: the lists of a follower begin with it.
        let followers = Table::create()
            .table("ticket_followers")
            .col(uuid("person_id"))
            .col(uuid("ticket_id"))
            .primary_key(Index::create().name("ticket_followers_pkey").col("person_id").col("ticket_id"))
            .foreign_key(&mut to_ticket("ticket_followers"))
            .foreign_key(&mut to_person("ticket_followers", "person_id"))
            .take();
        manager.create_table(followers).await?;
        manager.create_index(index("ticket_followers", "ticket_followers_by_ticket", &["ticket_id"])).await?;
        let column = ColumnDef::new("followers").text().null().take();
        manager.alter_table(Table::alter().table("tickets").add_column(column).take()).await?;
        rename_reason(manager, "follower", "participant").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        rename_reason(manager, "participant", "follower").await?;
        manager.alter_table(Table::alter().table("tickets").drop_column("followers").take()).await?;
        manager.drop_table(Table::drop().table("ticket_followers").take()).await
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
