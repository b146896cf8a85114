use deskhand_domain::people::PersonRef;
use deskhand_domain::ports::HistoryView;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{PersonJson, Timestamp};
use crate::dto::schemas;

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
    /// What was there before: a person for `assigned`, `follower_added` and `follower_removed`, else a text. The stars of `rated` are
    /// for the reporter and for staff.
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
        let by = view.by.as_ref().map(Into::into);
        let (id, at, kind) = (view.event.id.as_uuid(), Timestamp(view.event.at), view.event.kind.as_str());
        let message_id = view.event.message.map(|id| id.as_uuid());
        let (before, after) = changed_values(view);
        Self { id, at, by, kind, before, after, message_id }
    }
}

/// What was there before, and what is there now.
pub(super) fn changed_values(view: HistoryView) -> (Option<ValueJson>, Option<ValueJson>) {
    if view.event.kind.names_people() {
        return (person(view.before), person(view.after));
    }
    (view.event.before.map(ValueJson::Text), view.event.after.map(ValueJson::Text))
}

fn person(person: Option<PersonRef>) -> Option<ValueJson> {
    person.map(|person| ValueJson::Person((&person).into()))
}
