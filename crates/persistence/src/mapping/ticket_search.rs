//! The texts of a ticket in the form in which they are searched: a row for title and description, and one for each message
//! after the first, which is the description.

use deskhand_domain::text::search_folded;
use deskhand_domain::ticket::{Message, MessageKind, Ticket};
use sea_orm::ActiveValue::{NotSet, Set};

use super::decode::millis;
use crate::entities::ticket_search::{ActiveModel, Column};

pub(crate) fn of_ticket(ticket: &Ticket) -> ActiveModel {
    ActiveModel {
        seq: NotSet,
        ticket_id: Set(ticket.id.as_uuid()),
        created_at: Set(millis(ticket.created_at)),
        title: Set(Some(search_folded(ticket.title.as_str()))),
        description: Set(Some(search_folded(ticket.description.as_str()))),
        message: Set(None),
        note: Set(None),
    }
}

pub(crate) fn of_message(message: &Message, ticket: &Ticket) -> ActiveModel {
    let text = Some(search_folded(message.body.as_str()));
    let (message, note) = if message.kind == MessageKind::Note { (None, text) } else { (text, None) };
    ActiveModel {
        seq: NotSet,
        ticket_id: Set(ticket.id.as_uuid()),
        created_at: Set(millis(ticket.created_at)),
        title: Set(None),
        description: Set(None),
        message: Set(message),
        note: Set(note),
    }
}

/// Notes have a column of their own: a search without it costs and finds the same whatever they say.
pub(crate) const fn column_of(kind: MessageKind) -> Column {
    match kind {
        MessageKind::Note => Column::Note,
        MessageKind::Request | MessageKind::Response => Column::Message,
    }
}
