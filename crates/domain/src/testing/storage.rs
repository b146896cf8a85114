use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;

use super::{
    MockAccountLinks, MockApiKeyStore, MockAttachmentRepository, MockEventTickets, MockHistoryLog, MockIdempotencyKeys,
    MockLinkRequests, MockMailIntake, MockMailboxCursors, MockMaintenance, MockOutbox, MockPeopleRepository,
    MockSecondFactorStore, MockSessionStore, MockTicketRepository, MockWorkload,
};
use crate::ports::{
    AccountLinks, ApiKeyStore, AttachmentRepository, EventTickets, HistoryLog, IdempotencyKeys, LinkRequests,
    MailIntake, MailboxCursors, Maintenance, Outbox, PeopleRepository, SecondFactorStore, SessionStore, Storage,
    StorageError, TicketRepository, UnitOfWork, Workload,
};

/// A unit of work over mocks: a test says what each port is asked, and afterwards whether it was committed.
#[derive(Debug, Default)]
pub struct MockUnitOfWork {
    /// Expectations of the tickets.
    pub tickets: MockTicketRepository,
    /// Expectations of the accounts.
    pub people: MockPeopleRepository,
    /// Expectations of the loads.
    pub workload: MockWorkload,
    /// Expectations of the log.
    pub history: MockHistoryLog,
    /// Expectations of the mails.
    pub outbox: MockOutbox,
    /// Expectations of the sign-ins.
    pub sessions: MockSessionStore,
    /// Expectations of the keys of requests.
    pub idempotency_keys: MockIdempotencyKeys,
    /// Expectations of the keys.
    pub api_keys: MockApiKeyStore,
    /// Expectations of the links in mails.
    pub account_links: MockAccountLinks,
    /// Expectations of the requests for links.
    pub link_requests: MockLinkRequests,
    /// Expectations of the second factors.
    pub second_factors: MockSecondFactorStore,
    /// Expectations of the tickets for event streams.
    pub event_tickets: MockEventTickets,
    /// Expectations of the files.
    pub attachments: MockAttachmentRepository,
    /// Expectations of the mail that came in.
    pub mail_intake: MockMailIntake,
    /// Expectations of the mailboxes.
    pub mailbox_cursors: MockMailboxCursors,
    /// Expectations of the operator's doings.
    pub maintenance: MockMaintenance,
    /// Keep a copy to ask it after the use case took the unit of work away.
    pub committed: Arc<AtomicBool>,
}

impl MockUnitOfWork {
    /// Expects nothing yet: whatever is asked panics.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

#[async_trait]
impl UnitOfWork for MockUnitOfWork {
    fn tickets(&mut self) -> &mut dyn TicketRepository {
        &mut self.tickets
    }

    fn people(&mut self) -> &mut dyn PeopleRepository {
        &mut self.people
    }

    fn workload(&mut self) -> &mut dyn Workload {
        &mut self.workload
    }

    fn history(&mut self) -> &mut dyn HistoryLog {
        &mut self.history
    }

    fn outbox(&mut self) -> &mut dyn Outbox {
        &mut self.outbox
    }

    fn sessions(&mut self) -> &mut dyn SessionStore {
        &mut self.sessions
    }

    fn idempotency_keys(&mut self) -> &mut dyn IdempotencyKeys {
        &mut self.idempotency_keys
    }

    fn api_keys(&mut self) -> &mut dyn ApiKeyStore {
        &mut self.api_keys
    }

    fn account_links(&mut self) -> &mut dyn AccountLinks {
        &mut self.account_links
    }

    fn link_requests(&mut self) -> &mut dyn LinkRequests {
        &mut self.link_requests
    }

    fn second_factors(&mut self) -> &mut dyn SecondFactorStore {
        &mut self.second_factors
    }

    fn event_tickets(&mut self) -> &mut dyn EventTickets {
        &mut self.event_tickets
    }

    fn attachments(&mut self) -> &mut dyn AttachmentRepository {
        &mut self.attachments
    }

    fn mail_intake(&mut self) -> &mut dyn MailIntake {
        &mut self.mail_intake
    }

    fn mailbox_cursors(&mut self) -> &mut dyn MailboxCursors {
        &mut self.mailbox_cursors
    }

    fn maintenance(&mut self) -> &mut dyn Maintenance {
        &mut self.maintenance
    }

    async fn commit(self: Box<Self>) -> Result<(), StorageError> {
        self.committed.store(true, Ordering::SeqCst);
        Ok(())
    }
}

/// Hands out units of work in the order in which a test prepared them; then none any more, as a store that is gone.
#[derive(Clone, Debug, Default)]
pub struct MockStorage(Arc<Mutex<VecDeque<MockUnitOfWork>>>);

impl MockStorage {
    /// Hands out this one.
    #[must_use]
    pub fn handing_out(unit_of_work: MockUnitOfWork) -> Self {
        Self::default().then(unit_of_work)
    }

    /// And this one next.
    #[must_use]
    pub fn then(self, unit_of_work: MockUnitOfWork) -> Self {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push_back(unit_of_work);
        self
    }
}

#[async_trait]
impl Storage for MockStorage {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StorageError> {
        match self.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front() {
            Some(unit_of_work) => Ok(Box::new(unit_of_work)),
            None => Err(StorageError::Unavailable("the test prepared no further unit of work".into())),
        }
    }
}
