//! Figures that show whether mail is being sent.

use deskhand_domain::ports::MailFlow;

use super::fixture::{LEASE, claim, counts, enqueue, none};
use crate::Adapter;
use crate::fixtures::{at, queued_mail};

pub(crate) async fn how_mail_moves_is_told_by_what_waits_and_who_has_it(adapter: &Adapter) {
    let flow = async || adapter.mail.flow().await.unwrap();
    assert_eq!(flow().await, MailFlow::default());
    enqueue(adapter, &[queued_mail(1), queued_mail(2)]).await;
    assert_eq!(flow().await, MailFlow { first_due: Some(at(1)), ..MailFlow::default() });

    claim(adapter, at(1), 1).await;
    claim(adapter, at(3), 1).await;
    let claimed = MailFlow { first_due: Some(at(1)), claimed_until: Some(at(3) + LEASE), paused_since: None };
    assert_eq!(flow().await, claimed);
    let mut uow = adapter.begin().await;
    assert!(uow.outbox().mark_sent(queued_mail(2).id, 1, at(4), "250 Ok").await.unwrap());
    assert!(uow.outbox().retry_at(queued_mail(1).id, 1, at(60), "451").await.unwrap());
    uow.commit().await.unwrap();
    assert_eq!(flow().await, MailFlow { first_due: Some(at(60)), ..MailFlow::default() });

    let mut uow = adapter.begin().await;
    uow.maintenance().pause_mail(at(5)).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(flow().await.paused_since, Some(at(5)));
}

pub(crate) async fn an_empty_outbox_counts_nothing(adapter: &Adapter) {
    enqueue(adapter, &[]).await;
    assert_eq!(counts(adapter).await, none());
    assert_eq!(claim(adapter, at(9_999), 10).await, []);
    let mut uow = adapter.begin().await;
    assert!(!uow.outbox().mark_sent(queued_mail(1).id, 1, at(1), "250 Ok").await.unwrap());
}
