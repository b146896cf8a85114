//! A mail that was given up is queued again.

use deskhand_domain::MailId;
use deskhand_domain::ports::MailState;

use super::fixture::{LEASE, enqueue, find};
use crate::Adapter;
use crate::fixtures::{at, id, queued_mail};

pub(crate) async fn what_was_given_up_is_due_again_with_all_its_tries(adapter: &Adapter) {
    enqueue(adapter, &[queued_mail(0)]).await;
    let mut uow = adapter.begin().await;
    for attempt in 1..=3 {
        let claimed = uow.outbox().claim_due(at(0), LEASE, 1, &[]).await.unwrap().deliveries;
        assert_eq!((claimed[0].attempt, claimed[0].tries), (attempt, attempt));
        assert!(uow.outbox().retry_at(queued_mail(0).id, attempt, at(0), "451").await.unwrap());
    }
    uow.outbox().claim_due(at(0), LEASE, 1, &[]).await.unwrap();
    assert!(uow.outbox().give_up(queued_mail(0).id, 4, at(0), "550 no such user").await.unwrap());
    assert_eq!(uow.outbox().state_of(queued_mail(0).id).await.unwrap(), Some(MailState::Dead));
    assert_eq!(uow.outbox().state_of(MailId::new(id(404))).await.unwrap(), None);
    uow.outbox().requeue(queued_mail(0).id, at(7)).await.unwrap();
    uow.commit().await.unwrap();

    let mail = find(adapter, 0).await;
    assert_eq!((mail.state, mail.attempts, mail.next_attempt_at), (MailState::Pending, 4, Some(at(7))));
    assert_eq!(mail.last_answer.as_deref(), Some("550 no such user"), "until there is another");
    let mut uow = adapter.begin().await;
    assert!(uow.outbox().claim_due(at(6), LEASE, 1, &[]).await.unwrap().deliveries.is_empty());
    let claimed = uow.outbox().claim_due(at(7), LEASE, 1, &[]).await.unwrap().deliveries;
    assert_eq!((claimed[0].attempt, claimed[0].tries), (5, 1));
    assert!(!uow.outbox().mark_sent(queued_mail(0).id, 1, at(8), "250 Ok").await.unwrap(), "an outcome from before");
    assert!(uow.outbox().mark_sent(queued_mail(0).id, 5, at(8), "250 Ok").await.unwrap());
}
