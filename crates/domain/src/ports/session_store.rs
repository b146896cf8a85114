use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::ids::{PersonId, SessionId};
use crate::secrets::SecretDigest;

/// A refresh token as it is stored: its digest, not the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshToken {
    /// The sign-in from which it follows.
    pub session: SessionId,
    /// Whose it is.
    pub person: PersonId,
    /// When that sign-in was.
    pub begun_at: OffsetDateTime,
    /// SHA-256 of the token.
    pub digest: SecretDigest,
    /// When it was given out.
    pub issued_at: OffsetDateTime,
    /// When it is no longer accepted.
    pub expires_at: OffsetDateTime,
}

/// What came of presenting a refresh token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Consumed {
    /// It was good, and now is used up.
    First(RefreshToken),
    /// It was used before: the answer was lost, two windows refreshed at once, or there is a copy of it.
    Again {
        /// The token.
        token: RefreshToken,
        /// When it was first used.
        used_at: OffsetDateTime,
    },
    /// There is no such token, or its session has ended.
    Unknown,
}

/// Sign-ins and their refresh tokens, within a unit of work.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait SessionStore: Send {
    /// Begins a session with its first refresh token. `agent` is what the client called itself.
    async fn begin_session(&mut self, token: &RefreshToken, agent: Option<String>) -> Result<(), StorageError>;

    /// Adds the next refresh token of a session. That is also a use of the session.
    async fn add_token(&mut self, token: &RefreshToken) -> Result<(), StorageError>;

    /// Uses up the token with this digest. MUST let one of several concurrent calls see [`Consumed::First`].
    /// Expiry is the caller's to judge.
    async fn consume(&mut self, digest: &SecretDigest, at: OffsetDateTime) -> Result<Consumed, StorageError>;

    /// Ends one session: none of its tokens is accepted any more.
    async fn end_session(&mut self, session: SessionId, at: OffsetDateTime) -> Result<(), StorageError>;

    /// Ends all sessions of a person, but for `except`.
    async fn end_sessions_of(
        &mut self,
        person: PersonId,
        except: Option<SessionId>,
        at: OffsetDateTime,
    ) -> Result<(), StorageError>;

    /// Whether the session has ended. MUST see what other units of work committed since this one began. An unknown session has ended.
    async fn has_ended(&mut self, session: SessionId) -> Result<bool, StorageError>;
}
