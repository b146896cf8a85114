use deskhand_domain::history::EventKind;
use deskhand_domain::people::PersonRef;
use deskhand_domain::ports::HistoryView;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{PersonJson, Timestamp};
use crate::schemas;

/// One event of a ticket's history.
#[derive(Serialize, ToSchema)]
#[schema(as = Event)]
pub(crate) struct EventJson {
    id: Uuid,
    at: Timestamp,
    /// Who did it; `null` for the system.
    #[schema(required)]
    by: Option<PersonJson>,
    #[schema(value_type = schemas::EventKind)]
    kind: &'static str,
    /// What was there before: a person for `assigned`, else a text.
    #[schema(required)]
    before: Option<ValueJson>,
    /// What is there now.
    #[schema(required)]
    after: Option<ValueJson>,
    /// The message that was posted.
    #[schema(required)]
    message_id: Option<Uuid>,
}

/// A value that changed.
#[derive(Serialize, ToSchema)]
#[schema(as = ChangedValue)]
#[serde(untagged)]
pub(crate) enum ValueJson {
    Person(PersonJson),
    Text(String),
}

impl From<HistoryView> for EventJson {
    fn from(view: HistoryView) -> Self {
        let event = view.event;
        let (before, after) = match event.kind {
            EventKind::Assigned => (person(view.before), person(view.after)),
            _ => (event.before.map(ValueJson::Text), event.after.map(ValueJson::Text)),
        };
        Self {
            id: event.id.as_uuid(),
            at: Timestamp(event.at),
            by: view.by.as_ref().map(Into::into),
            kind: event.kind.as_str(),
            before,
            after,
            message_id: event.message.map(|id| id.as_uuid()),
        }
    }
}

fn person(person: Option<PersonRef>) -> Option<ValueJson> {
    person.map(|person| ValueJson::Person((&person).into()))
}
