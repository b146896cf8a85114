use async_trait::async_trait;
use deskhand_domain::files::{Attachment, BlobDigest};
use deskhand_domain::ports::{AttachmentQueries, FileUsage, KnownBlob, StorageError};
use deskhand_domain::{AttachmentId, MessageId, TicketId};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select,
};
use time::OffsetDateTime;

use crate::database::Database;
use crate::entities::attachment::{Column, Entity, Model};
use crate::entities::{blob, incoming_mail, message};
use crate::mapping::attachment::{self, to_domain};
use crate::mapping::decode::{Table, millis};
use crate::queries::visibility::visible_messages;
use crate::run::{Run, counted};

/// The states of a content.
pub(crate) mod state {
    /// It is there, or about to be.
    pub(crate) const KEPT: &str = "kept";
    /// Its bytes are being deleted.
    pub(crate) const CONDEMNED: &str = "condemned";
}

#[derive(FromQueryResult)]
struct KnownRow {
    sha256: Vec<u8>,
    size: i64,
    is_used: bool,
}

#[async_trait]
impl AttachmentQueries for Database {
    async fn of_messages(&self, messages: &[MessageId]) -> Result<Vec<Attachment>, StorageError> {
        if messages.is_empty() {
            return Ok(Vec::new());
        }
        let files = Entity::find().filter(Column::MessageId.is_in(messages.iter().map(MessageId::as_uuid)));
        self.reader.fetch_all(in_order(files)).await?.into_iter().map(to_domain).collect()
    }

    async fn of_opening(&self, ticket: TicketId) -> Result<Vec<Attachment>, StorageError> {
        self.reader.fetch_all(of_opening(ticket)).await?.into_iter().map(to_domain).collect()
    }

    async fn find_in(
        &self,
        ticket: TicketId,
        with_notes: bool,
        id: AttachmentId,
    ) -> Result<Option<Attachment>, StorageError> {
        self.reader.fetch_one::<_, Model>(one_in(ticket, with_notes, id)).await?.map(to_domain).transpose()
    }

    async fn find_attached(&self, id: AttachmentId) -> Result<Option<Attachment>, StorageError> {
        let attached = Entity::find_by_id(id.as_uuid()).filter(Column::MessageId.is_not_null());
        self.reader.fetch_one::<_, Model>(attached).await?.map(to_domain).transpose()
    }

    async fn condemnable(
        &self,
        claimed_by: OffsetDateTime,
        condemned_by: OffsetDateTime,
        limit: u32,
    ) -> Result<Vec<BlobDigest>, StorageError> {
        let since = |state: &str, by| {
            Condition::all().add(blob::Column::State.eq(state)).add(blob::Column::ClaimedAt.lte(millis(by)))
        };
        let due = Condition::any().add(since(state::KEPT, claimed_by)).add(since(state::CONDEMNED, condemned_by));
        let orphans = blob::Entity::find()
            .select_only()
            .column(blob::Column::Sha256)
            .filter(due)
            .filter(is_used().not())
            .limit(u64::from(limit));
        let digests: Vec<Vec<u8>> = self.reader.fetch_tuples(orphans).await?;
        digests.into_iter().map(attachment::digest).collect()
    }

    async fn known_blobs(&self, after: Option<BlobDigest>, limit: u32) -> Result<Vec<KnownBlob>, StorageError> {
        let known =
            blob::Entity::find()
                .select_only()
                .columns([blob::Column::Sha256, blob::Column::Size])
                .column_as(is_used(), "is_used")
                .filter(after.map_or_else(Condition::all, |after| {
                    Condition::all().add(blob::Column::Sha256.gt(after.0.to_vec()))
                }))
                .order_by(blob::Column::Sha256, Order::Asc)
                .limit(u64::from(limit));
        let rows: Vec<KnownRow> = self.reader.fetch_all(known).await?;
        let known =
            |row: KnownRow| Ok(KnownBlob { blob: attachment::blob(row.sha256, row.size)?, is_used: row.is_used });
        rows.into_iter().map(known).collect()
    }

    async fn usage(&self) -> Result<FileUsage, StorageError> {
        let sum = Expr::cust("CAST(COALESCE(SUM(size), 0) AS BIGINT)");
        let bytes: Option<i64> =
            self.reader.fetch_tuple(blob::Entity::find().select_only().column_as(sum, "bytes")).await?;
        let orphans = counted(blob::Entity::find().filter(is_used().not()), blob::Column::Sha256);
        let orphans: Option<i64> = self.reader.fetch_tuple(orphans).await?;
        let blobs = Table("blobs");
        Ok(FileUsage {
            bytes: blobs.number("size", bytes.unwrap_or_default())?,
            orphans: blobs.number("sha256", orphans.unwrap_or_default())?,
        })
    }
}

/// A file of a message of this ticket.
pub(crate) fn one_in(ticket: TicketId, with_notes: bool, id: AttachmentId) -> Select<Entity> {
    let messages = messages_of(ticket).filter(visible_messages(with_notes));
    Entity::find_by_id(id.as_uuid()).filter(Column::MessageId.in_subquery(messages.into_query()))
}

/// The files of a ticket's first message.
pub(crate) fn of_opening(ticket: TicketId) -> Select<Entity> {
    let first = messages_of(ticket)
        .order_by(message::Column::CreatedAt, Order::Asc)
        .order_by(message::Column::Id, Order::Asc)
        .limit(1);
    in_order(Entity::find().filter(Column::MessageId.in_subquery(first.into_query())))
}

fn messages_of(ticket: TicketId) -> Select<message::Entity> {
    let of_ticket = message::Column::TicketId.eq(ticket.as_uuid());
    message::Entity::find().select_only().column(message::Column::Id).filter(of_ticket)
}

fn in_order(files: Select<Entity>) -> Select<Entity> {
    files.order_by(Column::CreatedAt, Order::Asc).order_by(Column::Id, Order::Asc)
}

/// Whether an attachment, or a mail that came in, uses the content of the row.
fn is_used() -> Expr {
    let same = Expr::col((Entity, Column::Sha256)).equals((blob::Entity, blob::Column::Sha256));
    let file = Entity::find().select_only().column(Column::Id).filter(same).into_query();
    let (mail, mail_id) = (incoming_mail::Entity, incoming_mail::Column::Id);
    let same = Expr::col((mail, incoming_mail::Column::Sha256)).equals((blob::Entity, blob::Column::Sha256));
    let mail = incoming_mail::Entity::find().select_only().column(mail_id).filter(same).into_query();
    Expr::exists(file).or(Expr::exists(mail))
}
