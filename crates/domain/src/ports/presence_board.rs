use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::ids::{PersonId, TicketId};
use crate::presence::Presence;

/// Who is on which ticket just now. All instances of a desk share one. It may forget everything at a restart.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait PresenceBoard: Send + Sync {
    /// Notes what a person does on a ticket, until `until`, in place of what was noted of them there. What has ended at `now` may be
    /// forgotten, on any ticket.
    async fn note(
        &self,
        ticket: TicketId,
        presence: Presence,
        now: OffsetDateTime,
        until: OffsetDateTime,
    ) -> Result<(), StorageError>;

    /// Forgets that the person is on the ticket.
    async fn leave(&self, ticket: TicketId, person: PersonId) -> Result<(), StorageError>;

    /// Who is on the ticket: what was noted until later than `now`, by the id of the person.
    async fn present(&self, ticket: TicketId, now: OffsetDateTime) -> Result<Vec<Presence>, StorageError>;
}
