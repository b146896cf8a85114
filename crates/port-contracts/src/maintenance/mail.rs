//! Dropping pending mails, and deleting old ones.

use deskhand_domain::ports::{MailState, MailView};
use deskhand_domain::testing::a_customer;
use time::Duration;

use crate::Adapter;
use crate::fixtures::{at, queued_mail, rows};

pub(crate) async fn dropping_what_waits_spares_what_is_settled(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    let mut uow = adapter.begin().await;
    uow.outbox().enqueue(&[queued_mail(0), queued_mail(1), queued_mail(2)]).await.unwrap();
    uow.outbox().claim_due(at(0), Duration::HOUR, 1, &[]).await.unwrap();
    assert!(uow.outbox().mark_sent(queued_mail(0).id, 1, at(0), "250 Ok").await.unwrap());
    uow.outbox().claim_due(at(1), Duration::HOUR, 1, &[]).await.unwrap();
    uow.commit().await.unwrap();

    let mut uow = adapter.begin().await;
    assert_eq!(uow.maintenance().drop_pending_mails(at(2), "not any more").await.unwrap(), 2);
    assert!(
        !uow.outbox().mark_sent(queued_mail(1).id, 1, at(2), "250 Ok").await.unwrap(),
        "too late for whoever had it claimed"
    );
    uow.commit().await.unwrap();
    let states = mails(adapter).await.into_iter().map(|mail| (mail.id, mail.state, mail.last_answer));
    let dropped = |n| (queued_mail(n).id, MailState::Dropped, Some("not any more".to_owned()));
    let sent = (queued_mail(0).id, MailState::Sent, Some("250 Ok".to_owned()));
    assert_eq!(states.collect::<Vec<_>>(), [dropped(2), dropped(1), sent]);
}

pub(crate) async fn mail_is_forgotten_by_its_state_and_when_it_was_settled(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    let mut uow = adapter.begin().await;
    uow.outbox().enqueue(&[1, 2, 3, 4, 5, 6].map(queued_mail)).await.unwrap();
    uow.outbox().claim_due(at(9), Duration::HOUR, 10, &[]).await.unwrap();
    for (n, settled) in [(1, 10), (2, 20), (3, 30)] {
        assert!(uow.outbox().mark_sent(queued_mail(n).id, 1, at(settled), "250 Ok").await.unwrap());
    }
    assert!(uow.outbox().give_up(queued_mail(4).id, 1, at(10), "550").await.unwrap());
    assert!(uow.outbox().drop_mail(queued_mail(5).id, 1, at(10), "removed").await.unwrap());
    uow.commit().await.unwrap();

    assert_eq!(forget_mail(adapter, MailState::Sent, 9, 10).await, 0);
    assert_eq!(forget_mail(adapter, MailState::Sent, 20, 1).await, 1, "no more than asked for");
    assert_eq!(forget_mail(adapter, MailState::Sent, 20, 10).await, 1);
    assert_eq!(left(adapter).await, [6, 5, 4, 3]);
    assert_eq!(forget_mail(adapter, MailState::Dead, 10, 10).await, 1);
    assert_eq!(forget_mail(adapter, MailState::Dropped, 10, 10).await, 1);
    assert_eq!(forget_mail(adapter, MailState::Pending, 9_999, 10).await, 0, "what waits was never settled");
    assert_eq!(left(adapter).await, [6, 3]);
}

async fn forget_mail(adapter: &Adapter, state: MailState, before: i64, limit: u32) -> u64 {
    let mut uow = adapter.begin().await;
    let forgotten = uow.maintenance().forget_mail(state, at(before), limit).await.unwrap();
    uow.commit().await.unwrap();
    forgotten
}

async fn mails(adapter: &Adapter) -> Vec<MailView> {
    adapter.mail.list(Vec::new(), None, rows(100), false).await.unwrap().rows
}

/// Which mails there are, the newest first.
async fn left(adapter: &Adapter) -> Vec<u64> {
    let is = |mail: &MailView| (0..99).find(|n| queued_mail(*n).id == mail.id).unwrap();
    mails(adapter).await.iter().map(is).collect()
}
