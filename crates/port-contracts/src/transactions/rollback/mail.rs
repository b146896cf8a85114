//! The outbox after a rollback.

use deskhand_domain::ports::{OutboxCounts, UnitOfWork};
use deskhand_domain::testing::a_customer;
use time::Duration;

use crate::Adapter;
use crate::fixtures::{at, queued_mail};

pub(crate) async fn a_dropped_unit_of_work_leaves_no_notice(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    let mut uow = adapter.begin().await;
    uow.outbox().enqueue(&[queued_mail(1)]).await.unwrap();
    drop(uow);

    assert_eq!(adapter.mail.counts().await.unwrap(), OutboxCounts::default());
    let mut uow = adapter.begin().await;
    assert!(uow.outbox().claim_due(at(60), Duration::minutes(1), 10, &[]).await.unwrap().deliveries.is_empty());
}

pub(crate) async fn a_dropped_unit_of_work_gives_back_what_it_claimed(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    let mut uow = adapter.begin().await;
    uow.outbox().enqueue(&[queued_mail(1)]).await.unwrap();
    uow.commit().await.unwrap();
    for _ in 0..2 {
        let (mut uow, attempts) = claim_what_is_free(adapter).await;
        assert_eq!(attempts, [1]);
        assert!(uow.outbox().mark_sent(queued_mail(1).id, 1, at(60), "250 Ok").await.unwrap());
        drop(uow);
    }
    assert_eq!(adapter.mail.counts().await.unwrap().pending, 1);
}

pub(crate) async fn what_was_locked_is_free_once_it_is_rolled_back(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    let mut uow = adapter.begin().await;
    uow.outbox().enqueue(&[queued_mail(1)]).await.unwrap();
    uow.commit().await.unwrap();
    // Often enough to meet a server that has not processed the rollback yet.
    for _ in 0..50 {
        let mut uow = adapter.begin().await;
        uow.outbox().state_of(queued_mail(1).id).await.unwrap().unwrap();
        uow.outbox().requeue(queued_mail(1).id, at(30)).await.unwrap();
        uow.roll_back().await;
        let mut uow = adapter.begin().await;
        let claimed = uow.outbox().claim_due(at(60), Duration::minutes(1), 10, &[]).await.unwrap().deliveries;
        assert_eq!(claimed.len(), 1, "a claim waits for nobody, and finds what nobody holds");
        uow.roll_back().await;
    }
}

/// Claims skip locked rows, and a database may learn only later that a unit of work was dropped: so this tries again.
async fn claim_what_is_free(adapter: &Adapter) -> (Box<dyn UnitOfWork>, Vec<u32>) {
    for _ in 0..1000 {
        let mut uow = adapter.begin().await;
        let claimed = uow.outbox().claim_due(at(60), Duration::minutes(1), 10, &[]).await.unwrap().deliveries;
        if !claimed.is_empty() {
            return (uow, claimed.iter().map(|claimed_mail| claimed_mail.attempt).collect());
        }
        drop(uow);
        tokio::task::yield_now().await;
    }
    panic!("what was claimed is not given back")
}
