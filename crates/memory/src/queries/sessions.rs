//! Reads of sessions.

use async_trait::async_trait;
use deskhand_domain::ports::{Page, PageLimit, Session, SessionPosition, SessionQueries, StorageError, Total};
use deskhand_domain::{PersonId, SessionId};
use time::OffsetDateTime;

use crate::MemoryStorage;
use crate::queries::page::cut;
use crate::state;

#[async_trait]
impl SessionQueries for MemoryStorage {
    async fn find(&self, id: SessionId) -> Result<Option<Session>, StorageError> {
        let state = self.committed();
        let session = state.sessions.get(&id).filter(|session| session.ended_at.is_none());
        Ok(session.map(|session| to_domain(id, session)))
    }

    async fn list(
        &self,
        person: PersonId,
        now: OffsetDateTime,
        after: Option<SessionPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<Session>, StorageError> {
        let state = self.committed();
        let theirs = state.sessions.iter().filter(|(_, session)| session.person == person && session.is_live(now));
        let mut sessions: Vec<_> = theirs.map(|(id, session)| to_domain(*id, session)).collect();
        let total = count.then(|| Total::of(sessions.len() as u64));
        sessions.sort_by_key(|session| std::cmp::Reverse(SessionPosition::of(session)));
        sessions.retain(|session| after.is_none_or(|after| SessionPosition::of(session) < after));
        Ok(cut(sessions, limit, total))
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
