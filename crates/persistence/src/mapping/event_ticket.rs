use deskhand_domain::ports::{EventTicket, SecretDigest, StorageError};
use deskhand_domain::{PersonId, SessionId};
use sea_orm::ActiveValue::Set;

use super::decode::{Table, millis};
use crate::entities::event_ticket::{ActiveModel, Model};

const TICKETS: Table = Table("event_tickets");

pub(crate) fn to_domain(row: &Model, digest: &SecretDigest) -> Result<EventTicket, StorageError> {
    Ok(EventTicket {
        digest: *digest,
        person: PersonId::new(row.person_id),
        session: SessionId::new(row.session_id),
        stream_ends_at: TICKETS.time("stream_ends_at", row.stream_ends_at)?,
        expires_at: TICKETS.time("expires_at", row.expires_at)?,
    })
}

pub(crate) fn to_active_model(ticket: &EventTicket) -> ActiveModel {
    ActiveModel {
        digest: Set(ticket.digest.0.to_vec()),
        person_id: Set(ticket.person.as_uuid()),
        session_id: Set(ticket.session.as_uuid()),
        stream_ends_at: Set(millis(ticket.stream_ends_at)),
        expires_at: Set(millis(ticket.expires_at)),
    }
}
