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
    let order = Sorting { by: Column::CreatedAt, id: Column::Id, direction: Order::Asc };
    order.page(messages_of(ticket, with_notes), after.map(|last| (created_at(last), last.as_uuid())), limit)
}

pub(crate) fn one_of(ticket: TicketId, with_notes: bool, id: MessageId) -> Select<Entity> {
    messages_of(ticket, with_notes).filter(Column::Id.eq(id.as_uuid()))
}

fn messages_of(ticket: TicketId, with_notes: bool) -> Select<Entity> {
    let messages = Entity::find().filter(Column::TicketId.eq(ticket.as_uuid())).filter(visible_messages(with_notes));
    with_person(messages, "author", Column::AuthorId)
}

/// NULL, after which no message comes, if there is no such message.
fn created_at(message: MessageId) -> Expr {
    let message = Entity::find().select_only().column(Column::CreatedAt).filter(Column::Id.eq(message.as_uuid()));
    Expr::from(message.into_query())
}
