//! Mails that are tried again later.

use time::Duration;

use super::fixture::{LEASE, claim, enqueue};
use crate::Adapter;
use crate::fixtures::{at, queued_mail};

pub(crate) async fn a_notice_to_be_tried_again_waits_for_its_time(adapter: &Adapter) {
    enqueue(adapter, &[queued_mail(0)]).await;
    claim(adapter, at(0), 10).await;
    let mut uow = adapter.begin().await;
    assert!(uow.outbox().retry_at(queued_mail(0).id, 1, at(5), "421 try later").await.unwrap());
    uow.commit().await.unwrap();
    assert_eq!(claim(adapter, at(5) - Duration::MILLISECOND, 10).await, []);
    assert_eq!(claim(adapter, at(5), 10).await, [(queued_mail(0).id, 2)]);
}

pub(crate) async fn a_notice_that_was_put_off_comes_after_those_that_became_due_before_it(adapter: &Adapter) {
    enqueue(adapter, &[queued_mail(0), queued_mail(3), queued_mail(9)]).await;
    let mut uow = adapter.begin().await;
    uow.outbox().claim_due(at(0), LEASE, 1, &[]).await.unwrap();
    assert!(uow.outbox().retry_at(queued_mail(0).id, 1, at(5), "421 try later").await.unwrap());
    uow.commit().await.unwrap();
    assert_eq!(claim(adapter, at(9), 2).await, [(queued_mail(3).id, 1), (queued_mail(0).id, 2)]);
    assert_eq!(claim(adapter, at(9), 2).await, [(queued_mail(9).id, 1)]);
}
