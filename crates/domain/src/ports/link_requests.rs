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

/// The queue of requests for links, within a unit of work. No account is looked up when a request comes in: neither
/// the answer nor its time can reveal whether an account has the address.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait LinkRequests: Send {
    /// Queues a request, unless `most` are queued already: then it is dropped. MUST do the same for every address.
    async fn add(&mut self, request: &LinkRequest, most: u32) -> Result<(), StorageError>;

    /// Removes and returns the oldest request; `None` where the queue is empty. MUST NOT give one to two units of work.
    ///
    /// One that can't be read MUST be taken out as well, and is [`StorageError::Corrupt`]. The unit of work can go on and
    /// commit: then it is gone, and blocks no other.
    async fn take_oldest(&mut self) -> Result<Option<LinkRequest>, StorageError>;
}
