//! The messages of a ticket, oldest first.

use deskhand_domain::ports::{MessageView, PageLimit, StorageError};
use deskhand_domain::{MessageId, TicketId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, Order, QueryFilter, QuerySelect, QueryTrait, Select};

use crate::entities::message::{Column, Entity, Model};
use crate::mapping::message::to_domain;
use crate::mapping::person::PersonRefRow;
use crate::queries::keyset::Sorting;
use crate::queries::person_join::with_person;
use crate::queries::visibility::visible_messages;

const OLDEST_FIRST: Sorting<Column> = Sorting { by: Column::CreatedAt, id: Column::Id, direction: Order::Asc };

#[derive(FromQueryResult)]
pub(crate) struct MessageRow {
    #[sea_orm(nested)]
    message: Model,
    #[sea_orm(nested(prefix = "author_"))]
    author: PersonRefRow,
}

impl MessageRow {
    pub(crate) fn into_view(self) -> Result<MessageView, StorageError> {
        Ok(MessageView { message: to_domain(&self.message)?, author: self.author.into_ref()? })
    }
}

pub(crate) fn one_page_of(
    ticket: TicketId,
    with_notes: bool,
    after: Option<MessageId>,
    limit: PageLimit,
) -> Select<Entity> {
    OLDEST_FIRST.page(messages_of(ticket, with_notes), after.map(|last| (created_at(last), last.as_uuid())), limit)
}

pub(crate) fn one_of(ticket: TicketId, with_notes: bool, id: MessageId) -> Select<Entity> {
    messages_of(ticket, with_notes).filter(Column::Id.eq(id.as_uuid()))
}

/// When it was written, if it is a message of this ticket.
pub(crate) fn moment_of(ticket: TicketId, with_notes: bool, id: MessageId) -> Select<Entity> {
    readable(ticket, with_notes).select_only().column(Column::CreatedAt).filter(Column::Id.eq(id.as_uuid()))
}

/// The messages after this one, which was written at `created_at`.
pub(crate) fn newer_than(ticket: TicketId, with_notes: bool, id: MessageId, created_at: i64) -> Select<Entity> {
    OLDEST_FIRST.begin_after(readable(ticket, with_notes), created_at, id.as_uuid())
}

fn messages_of(ticket: TicketId, with_notes: bool) -> Select<Entity> {
    with_person(readable(ticket, with_notes), "author", Column::AuthorId)
}

fn readable(ticket: TicketId, with_notes: bool) -> Select<Entity> {
    Entity::find().filter(Column::TicketId.eq(ticket.as_uuid())).filter(visible_messages(with_notes))
}

/// NULL, after which no message comes, if there is no such message.
fn created_at(message: MessageId) -> Expr {
    let message = Entity::find().select_only().column(Column::CreatedAt).filter(Column::Id.eq(message.as_uuid()));
    Expr::from(message.into_query())
}
