use deskhand_domain::ports::{FeedEvent, FeedTopic};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::event_json::{ValueJson, changed_values};
use super::{PersonJson, Timestamp};
use crate::dto::schemas;

/// One event of everything that happened.
#[derive(Serialize, ToSchema)]
#[schema(as = FeedEvent)]
pub(crate) struct FeedEventJson {
    id: Uuid,
    at: Timestamp,
    #[schema(value_type = schemas::EventKind)]
    kind: &'static str,
    /// Who did it; `null` for the system.
    #[schema(required)]
    by: Option<PersonJson>,
    /// The ticket that it is about.
    #[schema(required)]
    ticket: Option<TicketBesideJson>,
    /// The person that it is about, where it is not about a ticket.
    #[schema(required)]
    person: Option<PersonJson>,
    /// What was there before: a person for `assigned`, else a text. Of `rated` the history of the ticket has it.
    #[schema(required)]
    before: Option<ValueJson>,
    /// What is there now.
    #[schema(required)]
    after: Option<ValueJson>,
    /// The message that was posted.
    #[schema(required)]
    message_id: Option<Uuid>,
}

/// A ticket beside an event. Of a deleted one, the id is all that is left.
#[derive(Serialize, ToSchema)]
#[schema(as = EventTicket)]
pub(crate) struct TicketBesideJson {
    id: Uuid,
    #[schema(required)]
    number: Option<u64>,
    #[schema(required)]
    title: Option<String>,
}

impl From<FeedEvent> for FeedEventJson {
    fn from(event: FeedEvent) -> Self {
        let (ticket, person) = match event.about {
            FeedTopic::Ticket(id, ticket) => {
                let (number, title) = ticket.map(|ticket| (ticket.number.get(), ticket.title.to_string())).unzip();
                (Some(TicketBesideJson { id: id.as_uuid(), number, title }), None)
            }
            FeedTopic::Person(person, _) => (None, Some((&person).into())),
        };
        let by = event.view.by.as_ref().map(Into::into);
        let (id, at, kind) = (event.view.event.id, event.view.event.at, event.view.event.kind);
        let message_id = event.view.event.message.map(|id| id.as_uuid());
        let (before, after) = changed_values(event.view);
        Self { id: id.as_uuid(), at: Timestamp(at), kind: kind.as_str(), by, ticket, person, before, after, message_id }
    }
}
