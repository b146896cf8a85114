//! Mails are queued in the transaction that changes their ticket.

use std::collections::BTreeSet;
use std::sync::Arc;

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{StorageError, TicketFilter};
use deskhand_domain::testing::{a_customer, an_admin, an_engineer};
use deskhand_domain::ticket::Priority;
use deskhand_domain::use_cases::Error;
use time::Duration;

use super::failing_storage::FailingStorage;
use crate::Adapter;
use crate::fixtures::{a_request, actors, at, at_once, setup_over, several};

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
    // The reporter's receipt and the assignee's letter for each. The admin gets the first five, and a digest of the others.
    assert_eq!(queued.len(), 46);
}
