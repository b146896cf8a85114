use deskhand_domain::SessionId;
use deskhand_domain::ports::Session;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::dto::Timestamp;

/// A session of the caller.
#[derive(Serialize, ToSchema)]
#[schema(as = Session)]
pub(crate) struct SessionView {
    id: Uuid,
    /// Always `session`: a sign-in with a password. Programs have API keys, which have a list of their own.
    kind: &'static str,
    /// What the client called itself at the sign-in, in a few words, such as `Firefox on Linux`.
    label: String,
    /// When the sign-in was.
    created_at: Timestamp,
    /// When its tokens were last refreshed; a client in use does that at least every 15 minutes.
    last_used_at: Timestamp,
    /// When it ends if it is not used before.
    expires_at: Timestamp,
    /// Whether it is the one that asks.
    current: bool,
}

impl SessionView {
    pub(super) fn new(session: &Session, current: Option<SessionId>) -> Self {
        Self {
            id: session.id.as_uuid(),
            kind: "session",
            label: session.label(),
            created_at: Timestamp(session.begun_at),
            last_used_at: Timestamp(session.last_used_at),
            expires_at: Timestamp(session.expires_at),
            current: current == Some(session.id),
        }
    }
}
