//! Every storage port of the domain in maps, with a real rollback: for tests, and for the domain in other services.
//!
//! A unit of work waits for its turn and works on a copy; committing puts the copy in the place of the original.
//! Readers see what was committed last. Nothing outlives the process.

mod account_links;
mod api_keys;
mod event_feed;
mod history_log;
mod idempotency_keys;
mod link_requests;
mod mail_queries;
mod maintenance;
mod outbox;
mod page;
mod people_queries;
mod people_repository;
mod report_queries;
mod session_store;
mod state;
mod ticket_filter;
mod ticket_queries;
mod ticket_repository;
mod unit_of_work;
mod workload;

use std::sync::{Arc, PoisonError, RwLock};

use async_trait::async_trait;
use deskhand_domain::ports::{Storage, StorageError, UnitOfWork};

use state::State;
use unit_of_work::MemoryUnitOfWork;

/// The storage. Its copies share what they hold.
#[derive(Clone, Default)]
pub struct MemoryStorage(Arc<Shared>);

#[derive(Default)]
struct Shared {
    /// Held by the one unit of work whose turn it is; waiting for it needs no particular runtime.
    turn: Arc<tokio::sync::Mutex<()>>,
    committed: RwLock<Arc<State>>,
}

impl MemoryStorage {
    /// An empty storage.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn committed(&self) -> Arc<State> {
        self.0.committed()
    }
}

#[async_trait]
impl Storage for MemoryStorage {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StorageError> {
        let turn = Arc::clone(&self.0.turn).lock_owned().await;
        Ok(Box::new(MemoryUnitOfWork::new(Arc::clone(&self.0), turn)))
    }
}

impl Shared {
    fn committed(&self) -> Arc<State> {
        Arc::clone(&self.committed.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn replace(&self, state: Arc<State>) {
        *self.committed.write().unwrap_or_else(PoisonError::into_inner) = state;
    }
}
