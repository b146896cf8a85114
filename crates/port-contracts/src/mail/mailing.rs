//! Mails and the change they tell of are kept together, or neither is.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{
    AccountLinks, ApiKeyStore, HistoryLog, IdempotencyKeys, LinkRequests, Maintenance, Outbox, PeopleRepository,
    SessionStore, Storage, StorageError, TicketFilter, TicketRepository, UnitOfWork, Workload,
};
use deskhand_domain::testing::{a_customer, an_admin, an_engineer};
use deskhand_domain::ticket::Priority;
use deskhand_domain::use_cases::Error;
use time::Duration;

use crate::Adapter;
use crate::fixtures::use_case_setup::{a_request, actors, setup_over, several};
use crate::fixtures::{at, at_once};

pub(crate) async fn mails_about_a_ticket_are_queued_if_and_only_if_the_ticket_is_kept(adapter: &Adapter) {
    let customers = several(2, a_customer);
    adapter.keep_people(&customers).await;
    adapter.keep_people(&several(2, an_engineer)).await;
    adapter.keep_people(&several(1, an_admin)).await;
    let failing = FailingStorage { inner: Arc::clone(&adapter.storage), commits: Arc::default() };
    let use_cases = setup_over(adapter, Arc::new(failing)).use_cases;
    let customers = actors(&customers);
    let results = at_once(30, |i| {
        let customer = customers[usize::from(i % 2 == 0)];
        let use_cases = use_cases.clone();
        async move { use_cases.tickets().open(&customer, a_request(Priority::Low)).await.map(|_| ()) }
    })
    .await;
    assert!(results.iter().all(|result| matches!(result, Ok(()) | Err(Error::Storage(StorageError::Unavailable(_))))));

    let kept = adapter.numbers(TicketVisibility::Everything, &TicketFilter::default()).await;
    assert_eq!(kept, (1..=20).collect::<Vec<_>>());
    let queued =
        adapter.begin().await.outbox().claim_due(at(999), Duration::minutes(1), 1000, &[]).await.unwrap().deliveries;
    let told_of = queued.iter().filter_map(|claimed_mail| claimed_mail.mail.ticket.as_ref());
    let told_of: BTreeSet<u64> = told_of.map(|ticket| ticket.number.get()).collect();
    assert_eq!(told_of.into_iter().collect::<Vec<_>>(), kept);
    // The reporter's receipt, the assignee and the admin: three for each.
    assert_eq!(queued.len(), 60);
}

/// Every third unit of work fails where it would be committed: everything in it was written by then. It fails for
/// good: a store that is only busy is asked again.
struct FailingStorage {
    inner: Arc<dyn Storage>,
    commits: Arc<AtomicU32>,
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
