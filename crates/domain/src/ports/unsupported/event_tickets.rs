use async_trait::async_trait;
use time::OffsetDateTime;

use super::super::{EventTicket, EventTickets, StorageError};
use super::{Unsupported, unsupported};
use crate::secrets::SecretDigest;

const TICKETS: &str = "tickets for event streams";

#[async_trait]
impl EventTickets for Unsupported {
    async fn add(&mut self, _: &EventTicket) -> Result<(), StorageError> {
        unsupported(TICKETS)
    }

    async fn consume(&mut self, _: &SecretDigest, _: OffsetDateTime) -> Result<Option<EventTicket>, StorageError> {
        unsupported(TICKETS)
    }

    async fn forget_expired(&mut self, _: OffsetDateTime, _: u32) -> Result<u64, StorageError> {
        Ok(0)
    }
}
