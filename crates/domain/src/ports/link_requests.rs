use async_trait::async_trait;
use time::OffsetDateTime;
use uuid::Uuid;

use super::StorageError;
use crate::mail::{EmailAddress, LinkPurpose};

/// A request for a link to an address, known or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRequest {
    /// Made by the [`IdGenerator`](crate::ports::IdGenerator).
    pub id: Uuid,
    /// What the link is to be for.
    pub purpose: LinkPurpose,
    /// As it was typed.
    pub address: EmailAddress,
    /// When.
    pub requested_at: OffsetDateTime,
}

/// Requests for links that wait to be answered, within a unit of work. Nothing is looked up when one comes in: neither
/// the answer nor its time can tell whether the address is anybody's.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait LinkRequests: Send {
    /// Keeps a request, unless `most` of them wait already: then it is lost. MUST do the same for every address.
    async fn add(&mut self, request: &LinkRequest, most: u32) -> Result<(), StorageError>;

    /// Takes the oldest request out; `None` where none waits. MUST NOT give one to two units of work.
    ///
    /// One that can't be read MUST be taken out as well, and is [`StorageError::Corrupt`]. The unit of work can go on and
    /// commit: then it is gone, and blocks no other.
    async fn take_oldest(&mut self) -> Result<Option<LinkRequest>, StorageError>;
}
