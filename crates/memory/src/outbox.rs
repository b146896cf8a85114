//! Mails to be sent, within a unit of work.

use async_trait::async_trait;
use deskhand_domain::NoticeId;
use deskhand_domain::notification::Notice;
use deskhand_domain::ports::{Delivery, Outbox, OutboxCounts, StorageError, Unique};
use time::{Duration, OffsetDateTime};

use crate::unit_of_work::MemoryUnitOfWork;

/// A notice and how far it came.
#[derive(Clone)]
pub(crate) struct Queued {
    notice: Notice,
    progress: Progress,
    attempt: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    /// Due from then on. A claim moves this to the end of its lease.
    PendingUntil(OffsetDateTime),
    Sent,
    Dead,
    Dropped,
}

impl Queued {
    fn is_due(&self, now: OffsetDateTime) -> bool {
        matches!(self.progress, Progress::PendingUntil(due) if due <= now)
    }

    /// Whoever has it claimed can't settle it any more.
    pub(crate) fn drop_if_pending(&mut self) -> Option<()> {
        self.is_pending().then(|| self.progress = Progress::Dropped)
    }

    /// When it was queued, where it still waits.
    pub(crate) fn waiting_since(&self) -> Option<OffsetDateTime> {
        self.is_pending().then_some(self.notice.created_at)
    }

    const fn is_pending(&self) -> bool {
        matches!(self.progress, Progress::PendingUntil(_))
    }
}

#[async_trait]
impl Outbox for MemoryUnitOfWork {
    async fn enqueue(&mut self, notices: &[Notice]) -> Result<(), StorageError> {
        if notices.iter().any(|notice| self.read().outbox.contains_key(&notice.id)) {
            return Err(StorageError::AlreadyExists(Unique::Other));
        }
        let queued = |notice: &Notice| {
            let progress = Progress::PendingUntil(notice.created_at);
            (notice.id, Queued { notice: notice.clone(), progress, attempt: 0 })
        };
        self.write().outbox.extend(notices.iter().map(queued));
        Ok(())
    }

    async fn claim_due(
        &mut self,
        now: OffsetDateTime,
        lease: Duration,
        limit: u32,
    ) -> Result<Vec<Delivery>, StorageError> {
        let queue = self.read().outbox.values();
        let mut due: Vec<_> = queue.filter(|q| q.is_due(now)).map(|q| (q.notice.created_at, q.notice.id)).collect();
        due.sort_unstable();
        due.truncate(limit as usize);
        Ok(due.into_iter().filter_map(|(_, id)| self.claim(id, now + lease)).collect())
    }

    async fn mark_sent(&mut self, id: NoticeId, attempt: u32, _at: OffsetDateTime) -> Result<bool, StorageError> {
        Ok(self.settle(id, attempt, Progress::Sent))
    }

    async fn retry_at(
        &mut self,
        id: NoticeId,
        attempt: u32,
        at: OffsetDateTime,
        _error: &str,
    ) -> Result<bool, StorageError> {
        Ok(self.settle(id, attempt, Progress::PendingUntil(at)))
    }

    async fn give_up(&mut self, id: NoticeId, attempt: u32, _error: &str) -> Result<bool, StorageError> {
        Ok(self.settle(id, attempt, Progress::Dead))
    }

    async fn drop_notice(&mut self, id: NoticeId, attempt: u32, _reason: &str) -> Result<bool, StorageError> {
        Ok(self.settle(id, attempt, Progress::Dropped))
    }

    async fn counts(&mut self) -> Result<OutboxCounts, StorageError> {
        let mut counts = OutboxCounts::default();
        for queued in self.read().outbox.values() {
            match queued.progress {
                Progress::PendingUntil(_) => counts.pending += 1,
                Progress::Sent => counts.sent += 1,
                Progress::Dead => counts.dead += 1,
                Progress::Dropped => counts.dropped += 1,
            }
        }
        counts.oldest_pending = self.read().outbox.values().filter_map(Queued::waiting_since).min();
        Ok(counts)
    }
}

impl MemoryUnitOfWork {
    fn claim(&mut self, id: NoticeId, until: OffsetDateTime) -> Option<Delivery> {
        let state = self.write();
        let queued = state.outbox.get_mut(&id)?;
        queued.attempt += 1;
        queued.progress = Progress::PendingUntil(until);
        let recipient = state.people.get(&queued.notice.recipient).cloned();
        Some(Delivery { notice: queued.notice.clone(), recipient, attempt: queued.attempt })
    }

    /// Only the newest claim of a notice that is still pending settles it.
    fn settle(&mut self, id: NoticeId, attempt: u32, progress: Progress) -> bool {
        match self.write().outbox.get_mut(&id) {
            Some(queued) if queued.attempt == attempt && queued.is_pending() => {
                queued.progress = progress;
                true
            }
            _ => false,
        }
    }
}
