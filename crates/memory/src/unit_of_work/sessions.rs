//! Sign-ins and their refresh tokens, within a unit of work.

use async_trait::async_trait;
use deskhand_domain::ports::{Consumed, RefreshToken, SecretDigest, SessionStore, StorageError, Unique};
use deskhand_domain::{PersonId, SessionId};
use time::OffsetDateTime;

use crate::state::{Session, StoredToken};
use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl SessionStore for MemoryUnitOfWork {
    async fn begin_session(&mut self, token: &RefreshToken, agent: Option<String>) -> Result<(), StorageError> {
        if self.read().sessions.contains_key(&token.session) {
            return Err(StorageError::AlreadyExists(Unique::Other));
        }
        self.add_token(token).await?;
        let session = Session {
            person: token.person,
            begun_at: token.begun_at,
            agent,
            last_used_at: token.issued_at,
            expires_at: token.expires_at,
            ended_at: None,
        };
        self.write().sessions.insert(token.session, session);
        Ok(())
    }

    async fn add_token(&mut self, token: &RefreshToken) -> Result<(), StorageError> {
        if self.read().tokens.contains_key(&token.digest) {
            return Err(StorageError::AlreadyExists(Unique::Other));
        }
        let kept = StoredToken { token: token.clone(), used_at: None };
        let state = self.write();
        state.tokens.insert(token.digest, kept);
        if let Some(session) = state.sessions.get_mut(&token.session) {
            session.expires_at = session.expires_at.max(token.expires_at);
            session.last_used_at = session.last_used_at.max(token.issued_at);
        }
        Ok(())
    }

    async fn consume(&mut self, digest: &SecretDigest, at: OffsetDateTime) -> Result<Consumed, StorageError> {
        let state = self.write();
        let Some(kept) = state.tokens.get_mut(digest) else { return Ok(Consumed::Unknown) };
        let session_stands = state.sessions.get(&kept.token.session).is_some_and(|s| s.ended_at.is_none());
        Ok(match kept.used_at {
            _ if !session_stands => Consumed::Unknown,
            Some(used_at) => Consumed::Again { token: kept.token.clone(), used_at },
            None => {
                kept.used_at = Some(at);
                Consumed::First(kept.token.clone())
            }
        })
    }

    async fn end_session(&mut self, session: SessionId, at: OffsetDateTime) -> Result<(), StorageError> {
        if let Some(session) = self.write().sessions.get_mut(&session) {
            session.ended_at.get_or_insert(at);
        }
        Ok(())
    }

    async fn end_sessions_of(
        &mut self,
        person: PersonId,
        except: Option<SessionId>,
        at: OffsetDateTime,
    ) -> Result<(), StorageError> {
        for (id, session) in &mut self.write().sessions {
            if session.person == person && Some(*id) != except {
                session.ended_at.get_or_insert(at);
            }
        }
        Ok(())
    }

    async fn has_ended(&mut self, session: SessionId) -> Result<bool, StorageError> {
        Ok(self.read().sessions.get(&session).is_none_or(|session| session.ended_at.is_some()))
    }
}
