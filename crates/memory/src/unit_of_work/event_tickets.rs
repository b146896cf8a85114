//! Tickets for event streams that were not used yet, within a unit of work.

use async_trait::async_trait;
use deskhand_domain::ports::{EventTicket, EventTickets, SecretDigest, StorageError, Unique};
use time::OffsetDateTime;

use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl EventTickets for MemoryUnitOfWork {
    async fn add(&mut self, ticket: &EventTicket) -> Result<(), StorageError> {
        match self.write().event_tickets.insert(ticket.digest, *ticket) {
            None => Ok(()),
            Some(_) => Err(StorageError::AlreadyExists(Unique::Other)),
        }
    }

    async fn consume(
        &mut self,
        digest: &SecretDigest,
        at: OffsetDateTime,
    ) -> Result<Option<EventTicket>, StorageError> {
        let valid = self.read().event_tickets.get(digest).filter(|ticket| ticket.expires_at > at).copied();
        if valid.is_some() {
            self.write().event_tickets.remove(digest);
        }
        Ok(valid)
    }

    async fn forget_expired(&mut self, at: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let expired = self.read().event_tickets.values().filter(|ticket| ticket.expires_at <= at);
        let expired: Vec<_> = expired.map(|ticket| ticket.digest).take(limit as usize).collect();
        for digest in &expired {
            self.write().event_tickets.remove(digest);
        }
        Ok(expired.len() as u64)
    }
}
