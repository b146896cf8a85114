//! Reads of sessions.

use async_trait::async_trait;
use deskhand_domain::ports::{Session, SessionQueries, StorageError};
use deskhand_domain::{PersonId, SessionId};

use crate::MemoryStorage;
use crate::state;

#[async_trait]
impl SessionQueries for MemoryStorage {
    async fn find(&self, id: SessionId) -> Result<Option<Session>, StorageError> {
        let state = self.committed();
        let session = state.sessions.get(&id).filter(|session| session.ended_at.is_none());
        Ok(session.map(|session| to_domain(id, session)))
    }

    async fn has_begun(&self, people: &[PersonId]) -> Result<bool, StorageError> {
        Ok(self.committed().sessions.values().any(|session| people.contains(&session.person)))
    }
}

fn to_domain(id: SessionId, session: &state::Session) -> Session {
    Session {
        id,
        person: session.person,
        begun_at: session.begun_at,
        agent: session.agent.clone(),
        last_used_at: session.last_used_at,
        expires_at: session.expires_at,
    }
}
