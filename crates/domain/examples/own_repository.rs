//! An own repository: a decorator that copies every event of the history to the museum's audit trail. It names the core
//! ports only; those that it leaves out are not supported.

use std::sync::Arc;

use async_trait::async_trait;
use deskhand_domain::history::Event;
use deskhand_domain::people::Role;
use deskhand_domain::ports::{
    HistoryLog, Outbox, PeopleRepository, Storage, StorageError, TicketRepository, UnitOfWork, Workload,
};
use deskhand_domain::use_cases::{Ports, Rules, UseCases};
use deskhand_domain::{PersonId, TicketId};
use deskhand_memory::MemoryStorage;

mod museum;

struct Audited(Arc<MemoryStorage>);

struct AuditedWork(Box<dyn UnitOfWork>);

#[async_trait]
impl Storage for Audited {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StorageError> {
        Ok(Box::new(AuditedWork(self.0.begin().await?)))
    }
}

#[async_trait]
impl HistoryLog for AuditedWork {
    async fn append(&mut self, events: &[Event]) -> Result<(), StorageError> {
        events.iter().for_each(|event| println!("audit: {} {}", event.at, event.kind));
        self.0.history().append(events).await
    }

    async fn who_acted_on(&mut self, ticket: TicketId) -> Result<Vec<PersonId>, StorageError> {
        self.0.history().who_acted_on(ticket).await
    }
}

#[rustfmt::skip]
#[async_trait]
impl UnitOfWork for AuditedWork {
    fn tickets(&mut self) -> &mut dyn TicketRepository { self.0.tickets() }
    fn people(&mut self) -> &mut dyn PeopleRepository { self.0.people() }
    fn workload(&mut self) -> &mut dyn Workload { self.0.workload() }
    fn outbox(&mut self) -> &mut dyn Outbox { self.0.outbox() }
    fn history(&mut self) -> &mut dyn HistoryLog { self }
    async fn commit(self: Box<Self>) -> Result<(), StorageError> { self.0.commit().await }
}

fn main() -> museum::Outcome<()> {
    let memory = Arc::new(MemoryStorage::new());
    let ports = Ports { storage: Arc::new(Audited(memory.clone())), ..deskhand_system::ports_over(memory.clone()) };
    let desk = UseCases::new(ports, Rules::default());
    let visitor = pollster::block_on(museum::add_person(&*memory, "visitor", Role::Customer))?;
    pollster::block_on(desk.tickets().open(&visitor, museum::lost_umbrella()?))?;
    Ok(())
}
