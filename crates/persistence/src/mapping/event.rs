use deskhand_domain::history::{Event, EventKind, Topic};
use deskhand_domain::people::By;
use deskhand_domain::ports::StorageError;
use deskhand_domain::{EventId, MessageId, PersonId, TicketId};
use sea_orm::ActiveValue::{NotSet, Set};
use uuid::Uuid;

use super::decode::{Table, millis};
use crate::entities::event::{ActiveModel, Model};

const HISTORY: Table = Table("history");

/// Values of the column `audience`.
pub(crate) const FOR_STAFF: &str = "staff";
pub(crate) const FOR_EVERYBODY: &str = "everybody";

pub(crate) fn to_domain(row: Model) -> Result<Event, StorageError> {
    Ok(Event {
        id: EventId::new(row.id),
        at: HISTORY.time("at", row.at)?,
        by: row.by_id.map_or(By::System, |id| By::Person(PersonId::new(id))),
        topic: topic(&row)?,
        kind: HISTORY.word("kind", &row.kind)?,
        before: row.before_value,
        after: row.after_value,
        message: row.message_id.map(MessageId::new),
    })
}

pub(crate) fn to_active_model(event: &Event) -> ActiveModel {
    let (ticket, person) = match event.topic {
        Topic::Ticket(id) => (Some(id.as_uuid()), None),
        Topic::Person(id) => (None, Some(id.as_uuid())),
    };
    ActiveModel {
        seq: NotSet,
        id: Set(event.id.as_uuid()),
        at: Set(millis(event.at)),
        by_id: Set(event.by.person().map(|id| id.as_uuid())),
        ticket_id: Set(ticket),
        person_id: Set(person),
        kind: Set(event.kind.as_str().to_owned()),
        audience: Set(if event.kind.is_internal() { FOR_STAFF } else { FOR_EVERYBODY }.to_owned()),
        before_value: Set(event.before.clone()),
        after_value: Set(event.after.clone()),
        before_person_id: Set(named_person(event.kind, event.before.as_deref())),
        after_person_id: Set(named_person(event.kind, event.after.as_deref())),
        message_id: Set(event.message.map(|id| id.as_uuid())),
        // Set by the database, see the migration m0014_feed.
        tx: NotSet,
    }
}

fn topic(row: &Model) -> Result<Topic, StorageError> {
    match (row.ticket_id, row.person_id) {
        (Some(id), None) => Ok(Topic::Ticket(TicketId::new(id))),
        (None, Some(id)) => Ok(Topic::Person(PersonId::new(id))),
        _ => Err(HISTORY.corrupt("ticket_id", "or person_id must be set, and not both")),
    }
}

/// `before` and `after` are people only in some kinds.
fn named_person(kind: EventKind, value: Option<&str>) -> Option<Uuid> {
    let value = value.filter(|_| kind.names_people())?;
    value.parse::<PersonId>().ok().map(|id| id.as_uuid())
}
