use deskhand_domain::ports::{MessageView, PageLimit, StorageError};
use deskhand_domain::ticket::MessageKind;
use deskhand_domain::{MessageId, TicketId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, Order, QueryFilter, QuerySelect, QueryTrait, Select};

use crate::entities::message::{Column, Entity, Model};
use crate::mapping::message::to_domain;
use crate::mapping::person::PersonRefRow;
use crate::queries::keyset::{Sorting, one_page};
use crate::queries::person_join::with_person;

/// A message with its author, as one row.
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
    let mut messages = Entity::find().filter(Column::TicketId.eq(ticket.as_uuid()));
    if !with_notes {
        messages = messages.filter(Column::Kind.ne(MessageKind::Note.as_str()));
    }
    if let Some(last_seen) = after {
        messages = order.begin_after(messages, written_at(last_seen), last_seen.as_uuid());
    }
    one_page(order.put_in_order(with_person(messages, "author", Column::AuthorId)), limit)
}

/// When a message was written; nothing comes after one that does not exist.
fn written_at(message: MessageId) -> Expr {
    let written =
        Entity::find().select_only().column(Column::CreatedAt).filter(Column::Id.eq(message.as_uuid())).into_query();
    Expr::from(written)
}
