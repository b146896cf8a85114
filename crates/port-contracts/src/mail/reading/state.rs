//! The state of a mail.

use deskhand_domain::MailId;
use deskhand_domain::people::Role;
use deskhand_domain::ports::MailState;
use deskhand_domain::testing::person_id;

use super::fixture::{LEASE, enqueue, find};
use crate::Adapter;
use crate::fixtures::{at, id, queued_mail};

pub(crate) async fn a_mail_shows_its_recipient_and_how_far_it_came(adapter: &Adapter) {
    enqueue(adapter, &[queued_mail(0)]).await;
    let mail = find(adapter, 0).await;
    assert_eq!((mail.recipient.id, mail.recipient_role), (person_id("customer"), Role::Customer));
    assert_eq!(mail.address.map(|address| address.to_string()), Some("customer@example.com".to_owned()));
    assert_eq!((mail.reason, mail.kind, mail.ticket), (queued_mail(0).reason, queued_mail(0).kind, None));
    assert_eq!((mail.state, mail.attempts, mail.last_answer), (MailState::Pending, 0, None));
    assert_eq!((mail.created_at, mail.sent_at, mail.next_attempt_at), (at(0), None, Some(at(0))));

    let mut uow = adapter.begin().await;
    uow.outbox().claim_due(at(1), LEASE, 1, &[]).await.unwrap();
    assert!(uow.outbox().retry_at(queued_mail(0).id, 1, at(5), "451 try later").await.unwrap());
    uow.commit().await.unwrap();
    let mail = find(adapter, 0).await;
    assert_eq!(
        (mail.state, mail.attempts, mail.last_answer.as_deref()),
        (MailState::Pending, 1, Some("451 try later"))
    );
    assert_eq!(mail.next_attempt_at, Some(at(5)));

    let mut uow = adapter.begin().await;
    uow.outbox().claim_due(at(5), LEASE, 1, &[]).await.unwrap();
    assert!(uow.outbox().mark_sent(queued_mail(0).id, 2, at(6), "250 2.0.0 Ok: queued").await.unwrap());
    uow.commit().await.unwrap();
    let mail = find(adapter, 0).await;
    assert_eq!((mail.state, mail.attempts), (MailState::Sent, 2));
    assert_eq!(mail.last_answer.as_deref(), Some("250 2.0.0 Ok: queued"));
    assert_eq!((mail.sent_at, mail.next_attempt_at), (Some(at(6)), None));
    assert!(adapter.mail.find(MailId::new(id(404))).await.unwrap().is_none());
}
