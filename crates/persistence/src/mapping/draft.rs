use deskhand_domain::drafts::{Draft, DraftPlace, DraftText, DraftTitle, DraftWords};
use deskhand_domain::ports::StorageError;
use deskhand_domain::{PersonId, TicketId};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::decode::{Table, millis};
use crate::entities::draft::{ActiveModel, Model};

const DRAFTS: Table = Table("drafts");

/// The key of a place: `new_ticket`, `reply:<ticket>` or `note:<ticket>`.
pub(crate) fn place_key(place: DraftPlace) -> String {
    match place {
        DraftPlace::NewTicket => "new_ticket".to_owned(),
        DraftPlace::Reply(ticket) => format!("reply:{}", ticket.as_uuid()),
        DraftPlace::Note(ticket) => format!("note:{}", ticket.as_uuid()),
    }
}

fn place_of(row: &Model) -> Result<DraftPlace, StorageError> {
    let ticket = row.ticket_id.map(TicketId::new);
    match (row.place.split(':').next(), ticket) {
        (Some("new_ticket"), None) => Ok(DraftPlace::NewTicket),
        (Some("reply"), Some(ticket)) => Ok(DraftPlace::Reply(ticket)),
        (Some("note"), Some(ticket)) => Ok(DraftPlace::Note(ticket)),
        _ => Err(DRAFTS.corrupt("place", "is no place of a draft")),
    }
}

pub(crate) fn to_domain(row: &Model) -> Result<Draft, StorageError> {
    Ok(Draft {
        person: PersonId::new(row.person_id),
        place: place_of(row)?,
        words: DraftWords {
            title: DRAFTS.parsed("title", DraftTitle::restore(&row.title))?,
            text: DRAFTS.parsed("body", DraftText::restore(&row.body))?,
        },
        saved_at: DRAFTS.time("saved_at", row.saved_at)?,
    })
}

pub(crate) fn to_active_model(draft: &Draft) -> ActiveModel {
    let ticket: Option<Uuid> = draft.place.ticket().map(|ticket| ticket.as_uuid());
    ActiveModel {
        person_id: Set(draft.person.as_uuid()),
        place: Set(place_key(draft.place)),
        ticket_id: Set(ticket),
        title: Set(draft.words.title.as_str().to_owned()),
        body: Set(draft.words.text.as_str().to_owned()),
        saved_at: Set(millis(draft.saved_at)),
    }
}
