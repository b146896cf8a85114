use async_trait::async_trait;
use time::OffsetDateTime;

use super::super::{PresenceBoard, StorageError};
use super::{Unsupported, unsupported};
use crate::ids::{PersonId, TicketId};
use crate::presence::Presence;

const PRESENCE: &str = "presence";

#[async_trait]
impl PresenceBoard for Unsupported {
    async fn note(&self, _: TicketId, _: Presence, _: OffsetDateTime, _: OffsetDateTime) -> Result<(), StorageError> {
        unsupported(PRESENCE)
    }

    async fn leave(&self, _: TicketId, _: PersonId) -> Result<(), StorageError> {
        Ok(())
    }

    async fn present(&self, _: TicketId, _: OffsetDateTime) -> Result<Vec<Presence>, StorageError> {
        unsupported(PRESENCE)
    }
}
