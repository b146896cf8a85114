use time::OffsetDateTime;

use super::label::label;
use crate::ids::{PersonId, SessionId};

/// A session: what one sign-in with a password began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The id, which its access tokens carry.
    pub id: SessionId,
    /// The person who signed in.
    pub person: PersonId,
    /// When they signed in.
    pub begun_at: OffsetDateTime,
    /// What their client called itself then.
    pub agent: Option<String>,
    /// When its tokens were last refreshed, or when it began.
    pub last_used_at: OffsetDateTime,
    /// When it ends by itself, unless it is used before.
    pub expires_at: OffsetDateTime,
}

impl Session {
    /// The client in a few words, such as `Firefox on Linux`, for the owner to tell sessions apart.
    #[must_use]
    pub fn label(&self) -> String {
        label(self.agent.as_deref())
    }
}
