//! Which outcome of an attempt counts.

use deskhand_domain::MailId;
use deskhand_domain::ports::{MailState, OutboxCounts, StorageError};

use super::fixture::{LEASE, claim, counts, enqueue, none};
use crate::Adapter;
use crate::fixtures::{at, queued_mail};

pub(crate) async fn the_outcome_of_an_old_attempt_changes_nothing(adapter: &Adapter) {
    enqueue(adapter, &[queued_mail(0)]).await;
    claim(adapter, at(0), 10).await;
    claim(adapter, at(60), 10).await;
    let id = queued_mail(0).id;
    let mut uow = adapter.begin().await;
    assert!(!uow.outbox().mark_sent(id, 1, at(61), "250 Ok").await.unwrap());
    assert!(!uow.outbox().retry_at(id, 1, at(61), "late").await.unwrap());
    assert!(!uow.outbox().give_up(id, 1, at(61), "late").await.unwrap());
    assert!(!uow.outbox().drop_mail(id, 1, at(61), "late").await.unwrap());
    uow.commit().await.unwrap();
    assert_eq!(claim(adapter, at(62), 10).await, [], "the lease of the second attempt still holds");
    assert_eq!(counts(adapter).await, OutboxCounts { pending: 1, oldest_pending: Some(at(0)), ..none() });

    let mut uow = adapter.begin().await;
    assert!(uow.outbox().mark_sent(id, 2, at(63), "250 Ok").await.unwrap());
    uow.commit().await.unwrap();
    assert_eq!(counts(adapter).await, none());
}

pub(crate) async fn what_is_settled_is_never_claimed_again(adapter: &Adapter) {
    enqueue(adapter, &[queued_mail(1), queued_mail(2), queued_mail(3), queued_mail(4), queued_mail(5)]).await;
    assert_eq!(counts(adapter).await, OutboxCounts { pending: 5, oldest_pending: Some(at(1)), ..none() });
    claim(adapter, at(5), 4).await;
    let mut uow = adapter.begin().await;
    assert!(uow.outbox().mark_sent(queued_mail(1).id, 1, at(6), "250 Ok").await.unwrap());
    assert!(uow.outbox().give_up(queued_mail(2).id, 1, at(6), "550 no such user").await.unwrap());
    assert!(uow.outbox().drop_mail(queued_mail(3).id, 1, at(6), "the recipient was removed").await.unwrap());
    assert!(uow.outbox().retry_at(queued_mail(4).id, 1, at(99), "421").await.unwrap());
    uow.commit().await.unwrap();
    let expected = OutboxCounts { pending: 2, dead: 1, oldest_pending: Some(at(4)) };
    assert_eq!(counts(adapter).await, expected);
    assert_eq!(claim(adapter, at(9_999), 10).await, [(queued_mail(5).id, 1), (queued_mail(4).id, 2)]);
}

pub(crate) async fn a_letter_that_may_come_back_is_known_once_its_outcome_is(adapter: &Adapter) {
    let state = async |id: MailId, now| {
        let mut uow = adapter.begin().await;
        let letter = uow.outbox().sent_letter(id, now).await;
        uow.roll_back().await;
        letter.map(|letter| letter.map(|letter| (letter.state, letter.recipient)))
    };
    let (sent, later) = (queued_mail(1), queued_mail(2));
    enqueue(adapter, &[sent.clone(), later.clone()]).await;
    assert!(matches!(state(sent.id, at(4)).await, Ok(None)), "not sent yet");
    claim(adapter, at(5), 9).await;
    assert!(matches!(state(sent.id, at(5)).await, Err(StorageError::Busy)), "it is being sent");
    assert!(matches!(state(sent.id, at(5) + LEASE).await, Ok(None)), "its worker is gone");
    let mut uow = adapter.begin().await;
    assert!(uow.outbox().mark_sent(sent.id, 1, at(6), "250 Ok").await.unwrap());
    assert!(uow.outbox().retry_at(later.id, 1, at(99), "421").await.unwrap());
    uow.commit().await.unwrap();
    assert_eq!(state(sent.id, at(6)).await.unwrap(), Some((MailState::Sent, sent.recipient)));
    assert!(matches!(state(later.id, at(6)).await, Ok(None)), "it waits for the next attempt");
    let mut uow = adapter.begin().await;
    uow.outbox().mark_bounced(sent.id, at(7), "5.1.1").await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(state(sent.id, at(7)).await.unwrap(), Some((MailState::Bounced, sent.recipient)));
}
