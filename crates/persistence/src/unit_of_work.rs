//! The unit of work: one transaction behind all ports that write.

use async_trait::async_trait;
use deskhand_domain::ports::{
    AccountLinks, ApiKeyStore, HistoryLog, IdempotencyKeys, LinkRequests, Maintenance, Outbox, PeopleRepository,
    SessionStore, Storage, StorageError, TicketRepository, UnitOfWork, Workload,
};

use crate::database::Database;
use crate::dialect::lease_clock::LeaseClock;
use crate::transaction::Transaction;

pub(crate) struct SeaOrmUnitOfWork {
    pub(crate) tx: Transaction,
    pub(crate) lease_clock: LeaseClock,
}

impl Database {
    pub(crate) async fn begin_unit_of_work(&self) -> Result<SeaOrmUnitOfWork, StorageError> {
        Ok(SeaOrmUnitOfWork { tx: self.writer.begin().await?, lease_clock: self.lease_clock })
    }
}

#[async_trait]
impl Storage for Database {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StorageError> {
        Ok(Box::new(self.begin_unit_of_work().await?))
    }
}

#[async_trait]
impl UnitOfWork for SeaOrmUnitOfWork {
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

    fn maintenance(&mut self) -> &mut dyn Maintenance {
        self
    }

    async fn commit(self: Box<Self>) -> Result<(), StorageError> {
        self.tx.commit().await
    }

    async fn roll_back(self: Box<Self>) {
        self.tx.roll_back().await;
    }
}
