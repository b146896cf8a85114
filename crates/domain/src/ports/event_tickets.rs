use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::ids::{PersonId, SessionId};
use crate::secrets::SecretDigest;

/// A ticket for one event stream, as it is stored: with the digest of its token, not the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventTicket {
    /// SHA-256 of the token.
    pub digest: SecretDigest,
    /// Who asked for it.
    pub person: PersonId,
    /// The session with which they asked for it.
    pub session: SessionId,
    /// When the access token expires with which they asked for it, and with that the stream.
    pub stream_ends_at: OffsetDateTime,
    /// From when on it is no longer valid.
    pub expires_at: OffsetDateTime,
}

/// Tickets for event streams that were issued and not used yet, within a unit of work. A browser's `EventSource` can send no header, so
/// its address has a ticket.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait EventTickets: Send {
    /// Stores a ticket.
    async fn add(&mut self, ticket: &EventTicket) -> Result<(), StorageError>;

    /// Uses up the ticket with this digest, if it is valid at `at`. MUST give it to one of several concurrent calls only.
    async fn consume(&mut self, digest: &SecretDigest, at: OffsetDateTime)
    -> Result<Option<EventTicket>, StorageError>;

    /// Deletes up to `limit` tickets that are no longer valid at `at`, and says how many.
    async fn forget_expired(&mut self, at: OffsetDateTime, limit: u32) -> Result<u64, StorageError>;
}
