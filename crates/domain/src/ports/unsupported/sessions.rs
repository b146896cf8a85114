use async_trait::async_trait;
use time::OffsetDateTime;

use super::super::{
    Consumed, Page, PageLimit, RefreshToken, Session, SessionPosition, SessionQueries, SessionStore, StorageError,
};
use super::{Unsupported, unsupported};
use crate::ids::{PersonId, SessionId};
use crate::secrets::SecretDigest;

const SESSIONS: &str = "sessions";

#[async_trait]
impl SessionStore for Unsupported {
    async fn begin_session(&mut self, _: &RefreshToken, _: Option<String>) -> Result<(), StorageError> {
        unsupported(SESSIONS)
    }

    async fn add_token(&mut self, _: &RefreshToken) -> Result<(), StorageError> {
        unsupported(SESSIONS)
    }

    async fn consume(&mut self, _: &SecretDigest, _: OffsetDateTime) -> Result<Consumed, StorageError> {
        unsupported(SESSIONS)
    }

    async fn end_session(&mut self, _: SessionId, _: OffsetDateTime) -> Result<(), StorageError> {
        Ok(())
    }

    async fn end_sessions_of(
        &mut self,
        _: PersonId,
        _: Option<SessionId>,
        _: OffsetDateTime,
    ) -> Result<(), StorageError> {
        Ok(())
    }

    async fn has_ended(&mut self, _: SessionId) -> Result<bool, StorageError> {
        unsupported(SESSIONS)
    }
}

#[async_trait]
impl SessionQueries for Unsupported {
    async fn find(&self, _: SessionId) -> Result<Option<Session>, StorageError> {
        unsupported(SESSIONS)
    }

    async fn list(
        &self,
        _: PersonId,
        _: OffsetDateTime,
        _: Option<SessionPosition>,
        _: PageLimit,
        _: bool,
    ) -> Result<Page<Session>, StorageError> {
        unsupported(SESSIONS)
    }
}
