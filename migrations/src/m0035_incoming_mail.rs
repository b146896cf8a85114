use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{counter, index, to_person};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(incoming_mails()).await?;
        for column in ["mail_proof", "elided"] {
            let add = Table::alter().table("messages").add_column(text_null(column)).take();
            manager.alter_table(add).await?;
        }
        for index in [
            index("incoming_mails", "incoming_mails_by_time", &["received_at", "id"]),
            index("incoming_mails", "incoming_mails_by_state", &["state", "received_at", "id"]),
            index("incoming_mails", "incoming_mails_by_content", &["content"]),
            index("incoming_mails", "incoming_mails_by_raw", &["sha256"]),
            index("incoming_mails", "incoming_mails_by_ticket", &["ticket_id", "settled_at"]),
            index("incoming_mails", "incoming_mails_by_message", &["message_id"]),
            index("incoming_mails", "incoming_mails_by_author", &["author", "settled_at"]),
            index("incoming_mails", "incoming_mails_by_person", &["person_id"]),
        ] {
            manager.create_index(index).await?;
        }
        // Few wait, however many there are.
        let waiting = "CREATE INDEX incoming_mails_waiting ON incoming_mails (due_at, id) WHERE state = 'waiting'";
        let strangers =
            "CREATE INDEX incoming_mails_of_strangers ON incoming_mails (settled_at) WHERE is_by_stranger = 1";
        for partial in [waiting, strangers] {
            manager.get_connection().execute_unprepared(partial).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["mail_proof", "elided"] {
            manager.alter_table(Table::alter().table("messages").drop_column(column).take()).await?;
        }
        manager.drop_table(Table::drop().table("incoming_mails").take()).await
    }
}

/// A row stays when its ticket is deleted: it keeps the mail from being taken in again. Its words go.
fn incoming_mails() -> TableCreateStatement {
    let mut to_ticket = ForeignKey::create()
        .name("incoming_mails_ticket_id_fkey")
        .from("incoming_mails", "ticket_id")
        .to("tickets", "id")
        .on_delete(ForeignKeyAction::SetNull)
        .take();
    let mut to_blob = ForeignKey::create()
        .name("incoming_mails_sha256_fkey")
        .from("incoming_mails", "sha256")
        .to("blobs", "sha256")
        .on_delete(ForeignKeyAction::Restrict)
        .take();
    Table::create()
        .table("incoming_mails")
        .col(uuid("id").primary_key())
        .col(ColumnDef::new("digest").blob().not_null().unique_key())
        .col(text("transport"))
        .col(text_null("sender"))
        .col(text("recipients"))
        .col(ColumnDef::new("sha256").blob().null())
        .col(big_integer("size"))
        .col(big_integer("received_at"))
        .col(text("state"))
        .col(text_null("reason"))
        .col(counter("attempt"))
        .col(counter("forgiven"))
        .col(big_integer("due_at"))
        .col(big_integer_null("lease_until"))
        .col(text_null("error"))
        .col(text_null("author"))
        .col(text_null("author_name"))
        .col(uuid_null("person_id"))
        .col(small_integer("is_by_stranger").default(0))
        .col(text_null("subject"))
        .col(text_null("kind"))
        .col(ColumnDef::new("content").blob().null())
        .col(uuid_null("ticket_id"))
        .col(uuid_null("message_id"))
        .col(small_integer("had_receipt").default(0))
        .col(small_integer("reopened").default(0))
        .col(big_integer_null("settled_at"))
        .col(uuid_null("decided_by"))
        .foreign_key(&mut to_ticket)
        .foreign_key(&mut to_blob)
        .foreign_key(&mut to_person("incoming_mails", "person_id"))
        .foreign_key(&mut to_person("incoming_mails", "decided_by"))
        .take()
}
