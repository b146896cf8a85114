//! The security log, within a unit of work.

use async_trait::async_trait;
use deskhand_domain::ports::{SecurityLog, StorageError};
use deskhand_domain::security::SecurityEvent;
use time::OffsetDateTime;

use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl SecurityLog for MemoryUnitOfWork {
    async fn append_security(&mut self, events: &[SecurityEvent]) -> Result<(), StorageError> {
        self.write().security_log.extend_from_slice(events);
        Ok(())
    }

    async fn forget_security(
        &mut self,
        before: Option<OffsetDateTime>,
        refusals: u32,
        limit: u32,
    ) -> Result<u64, StorageError> {
        let is_old = |event: &SecurityEvent| before.is_some_and(|before| event.at <= before);
        let forgotten = self.forget_entries(limit, is_old);
        let count = self.read().security_log.iter().filter(|event| event.kind.is_refusal()).count();
        let surplus = u32::try_from(count.saturating_sub(refusals as usize)).unwrap_or(u32::MAX);
        Ok(forgotten + self.forget_entries(surplus.min(limit), |event| event.kind.is_refusal()))
    }
}

impl MemoryUnitOfWork {
    fn forget_entries(&mut self, limit: u32, is_due: impl Fn(&SecurityEvent) -> bool) -> u64 {
        let mut forgotten = 0;
        self.write().security_log.retain(|event| {
            let forget = forgotten < u64::from(limit) && is_due(event);
            forgotten += u64::from(forget);
            !forget
        });
        forgotten
    }
}
