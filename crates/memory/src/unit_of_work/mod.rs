//! A unit of work: all ports read and write one copy of the state.

mod account_links;
mod api_keys;
mod attachments;
mod claims;
mod customer_uses;
mod drafts;
mod event_tickets;
mod history_log;
mod idempotency_keys;
mod link_requests;
mod mail_intake;
mod mailbox_cursors;
mod maintenance;
mod outbox;
mod people;
mod saved_views;
mod second_factors;
mod security_log;
mod sessions;
mod tickets;
mod transfer;
mod webhooks;
mod workload;

use std::sync::Arc;

use async_trait::async_trait;
use deskhand_domain::ports::{
    AccountLinks, ApiKeyStore, AttachmentRepository, CustomerUses, DraftStore, EventTickets, HistoryLog,
    IdempotencyKeys, LinkRequests, MailIntake, MailboxCursors, Maintenance, Outbox, PeopleRepository, SavedViewStore,
    SecondFactorStore, SecurityLog, SessionStore, StorageError, TicketRepository, TransferStore, UnitOfWork,
    WebhookStore, Workload,
};
use futures::lock::OwnedMutexGuard;

use crate::shared::Shared;
use crate::state::State;

pub(crate) struct MemoryUnitOfWork {
    shared: Arc<Shared>,
    state: Arc<State>,
    /// Other units of work begin only when this is dropped, so what was read stays true until then.
    _writer: OwnedMutexGuard<()>,
}

impl MemoryUnitOfWork {
    pub(crate) fn new(shared: Arc<Shared>, writer: OwnedMutexGuard<()>) -> Self {
        let state = shared.committed();
        Self { shared, state, _writer: writer }
    }

    pub(crate) fn read(&self) -> &State {
        &self.state
    }

    /// The first write makes the copy; a unit of work that only reads makes none.
    pub(crate) fn write(&mut self) -> &mut State {
        Arc::make_mut(&mut self.state)
    }
}

#[async_trait]
impl UnitOfWork for MemoryUnitOfWork {
    fn tickets(&mut self) -> &mut dyn TicketRepository {
        self
    }

    fn people(&mut self) -> &mut dyn PeopleRepository {
        self
    }

    fn workload(&mut self) -> &mut dyn Workload {
        self
    }

    fn history(&mut self) -> &mut dyn HistoryLog {
        self
    }

    fn outbox(&mut self) -> &mut dyn Outbox {
        self
    }

    fn sessions(&mut self) -> &mut dyn SessionStore {
        self
    }

    fn idempotency_keys(&mut self) -> &mut dyn IdempotencyKeys {
        self
    }

    fn api_keys(&mut self) -> &mut dyn ApiKeyStore {
        self
    }

    fn account_links(&mut self) -> &mut dyn AccountLinks {
        self
    }

    fn link_requests(&mut self) -> &mut dyn LinkRequests {
        self
    }

    fn second_factors(&mut self) -> &mut dyn SecondFactorStore {
        self
    }

    fn security_log(&mut self) -> &mut dyn SecurityLog {
        self
    }

    fn customer_uses(&mut self) -> &mut dyn CustomerUses {
        self
    }

    fn event_tickets(&mut self) -> &mut dyn EventTickets {
        self
    }

    fn attachments(&mut self) -> &mut dyn AttachmentRepository {
        self
    }

    fn mail_intake(&mut self) -> &mut dyn MailIntake {
        self
    }

    fn mailbox_cursors(&mut self) -> &mut dyn MailboxCursors {
        self
    }

    fn drafts(&mut self) -> &mut dyn DraftStore {
        self
    }

    fn saved_views(&mut self) -> &mut dyn SavedViewStore {
        self
    }

    fn transfer(&mut self) -> &mut dyn TransferStore {
        self
    }

    fn webhooks(&mut self) -> &mut dyn WebhookStore {
        self
    }

    fn maintenance(&mut self) -> &mut dyn Maintenance {
        self
    }

    async fn commit(self: Box<Self>) -> Result<(), StorageError> {
        self.shared.replace(self.state);
        Ok(())
    }
}
