use deskhand_domain::ports::SecurityEventView;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::schemas;
use super::{PersonJson, Timestamp};

/// An entry of the security log.
#[derive(Serialize, ToSchema)]
#[schema(as = SecurityEvent)]
pub(crate) struct SecurityEventJson {
    id: Uuid,
    /// When it happened; of several that are summed up, the first.
    at: Timestamp,
    #[schema(value_type = schemas::SecurityKind)]
    kind: &'static str,
    /// Whose account it is about; `null` where that is not known.
    #[schema(required)]
    person: Option<PersonJson>,
    /// Who did it; `null` for a stranger or the system.
    #[schema(required)]
    actor: Option<PersonJson>,
    /// The address of the client.
    #[schema(required)]
    address: Option<String>,
    /// What the client calls itself.
    #[schema(required)]
    agent: Option<String>,
    /// Why it was refused, as a stable word.
    #[schema(required)]
    reason: Option<String>,
    /// What it was about: a route, the name of a key, two roles.
    #[schema(required)]
    detail: Option<String>,
    /// How many alike it stands for.
    #[schema(minimum = 1)]
    count: u32,
}

impl From<SecurityEventView> for SecurityEventJson {
    fn from(view: SecurityEventView) -> Self {
        let event = view.event;
        Self {
            id: event.id.as_uuid(),
            at: Timestamp(event.at),
            kind: event.kind.as_str(),
            person: view.person.as_ref().map(Into::into),
            actor: view.actor.as_ref().map(Into::into),
            address: event.address.map(|address| address.to_string()),
            agent: event.agent,
            reason: event.reason,
            detail: event.detail,
            count: event.count,
        }
    }
}
