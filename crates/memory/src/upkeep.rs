//! What an operator does to the whole desk, within a unit of work.

use async_trait::async_trait;
use deskhand_domain::ports::{StorageError, Upkeep};
use time::OffsetDateTime;

use crate::outbox::Queued;
use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl Upkeep for MemoryUnitOfWork {
    async fn mail_paused_since(&mut self) -> Result<Option<OffsetDateTime>, StorageError> {
        Ok(self.read().mail_paused_since)
    }

    async fn pause_mail(&mut self, at: OffsetDateTime) -> Result<(), StorageError> {
        self.write().mail_paused_since.get_or_insert(at);
        Ok(())
    }

    async fn resume_mail(&mut self) -> Result<(), StorageError> {
        self.write().mail_paused_since = None;
        Ok(())
    }

    async fn drop_waiting_notices(&mut self, _reason: &str) -> Result<u64, StorageError> {
        let waiting = self.write().outbox.values_mut().filter_map(Queued::drop_if_pending);
        Ok(waiting.count().try_into().unwrap_or(u64::MAX))
    }

    async fn end_all_sessions(&mut self, at: OffsetDateTime) -> Result<(), StorageError> {
        for session in self.write().sessions.values_mut() {
            session.ended_at.get_or_insert(at);
        }
        Ok(())
    }
}
