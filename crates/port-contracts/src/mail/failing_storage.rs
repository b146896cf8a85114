//! A storage in which every third commit fails.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use deskhand_domain::ports::{
    AccountLinks, ApiKeyStore, AttachmentRepository, EventTickets, HistoryLog, IdempotencyKeys, LinkRequests,
    MailboxCursors, Maintenance, Outbox, PeopleRepository, SessionStore, Storage, StorageError, TicketRepository,
    UnitOfWork, Workload,
};

/// Every third unit of work fails at its commit, when everything was written. The error is not one after which a use
/// case tries again.
pub(super) struct FailingStorage {
    pub(super) inner: Arc<dyn Storage>,
    pub(super) commits: Arc<AtomicU32>,
}

struct FailingUnitOfWork {
    inner: Box<dyn UnitOfWork>,
    commits: Arc<AtomicU32>,
}

#[async_trait]
impl Storage for FailingStorage {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StorageError> {
        let inner = self.inner.begin().await?;
        Ok(Box::new(FailingUnitOfWork { inner, commits: Arc::clone(&self.commits) }))
    }
}

#[async_trait]
impl UnitOfWork for FailingUnitOfWork {
    fn tickets(&mut self) -> &mut dyn TicketRepository {
        self.inner.tickets()
    }

    fn people(&mut self) -> &mut dyn PeopleRepository {
        self.inner.people()
    }

    fn workload(&mut self) -> &mut dyn Workload {
        self.inner.workload()
    }

    fn history(&mut self) -> &mut dyn HistoryLog {
        self.inner.history()
    }

    fn outbox(&mut self) -> &mut dyn Outbox {
        self.inner.outbox()
    }

    fn sessions(&mut self) -> &mut dyn SessionStore {
        self.inner.sessions()
    }

    fn idempotency_keys(&mut self) -> &mut dyn IdempotencyKeys {
        self.inner.idempotency_keys()
    }

    fn api_keys(&mut self) -> &mut dyn ApiKeyStore {
        self.inner.api_keys()
    }

    fn account_links(&mut self) -> &mut dyn AccountLinks {
        self.inner.account_links()
    }

    fn link_requests(&mut self) -> &mut dyn LinkRequests {
        self.inner.link_requests()
    }

    fn event_tickets(&mut self) -> &mut dyn EventTickets {
        self.inner.event_tickets()
    }

    fn attachments(&mut self) -> &mut dyn AttachmentRepository {
        self.inner.attachments()
    }

    fn mailbox_cursors(&mut self) -> &mut dyn MailboxCursors {
        self.inner.mailbox_cursors()
    }

    fn maintenance(&mut self) -> &mut dyn Maintenance {
        self.inner.maintenance()
    }

    async fn commit(self: Box<Self>) -> Result<(), StorageError> {
        if self.commits.fetch_add(1, Ordering::SeqCst) % 3 == 2 {
            return Err(StorageError::Unavailable("this is the third".into()));
        }
        self.inner.commit().await
    }

    async fn roll_back(self: Box<Self>) {
        self.inner.roll_back().await;
    }
}
