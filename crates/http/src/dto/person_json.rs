use deskhand_domain::people::PersonRef;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A person beside a ticket, a message or an event.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = Person)]
pub(crate) struct PersonJson {
    id: Uuid,
    username: String,
    name: String,
}

impl From<&PersonRef> for PersonJson {
    fn from(person: &PersonRef) -> Self {
        Self {
            id: person.id.as_uuid(),
            username: person.username.as_str().to_owned(),
            name: person.name.as_str().to_owned(),
        }
    }
}
