//! Addresses are erased from queued mails.

use deskhand_domain::notification::Mail;
use deskhand_domain::people::EmailAddress;
use deskhand_domain::testing::a_customer;
use time::Duration;

use super::fixture::{LEASE, enqueue};
use crate::Adapter;
use crate::fixtures::{at, queued_mail};

pub(crate) async fn the_addresses_of_notices_to_somebody_are_forgotten_and_others_stay(adapter: &Adapter) {
    let other = a_customer().username("other").build();
    adapter.keep_people(std::slice::from_ref(&other)).await;
    let address = Some(EmailAddress::parse("Else.Where@example.org").unwrap());
    let mine = Mail { address: address.clone(), ..queued_mail(1) };
    let theirs = Mail { recipient: other.id, address, ..queued_mail(2) };
    enqueue(adapter, &[mine.clone(), theirs.clone(), queued_mail(3)]).await;
    let mut uow = adapter.begin().await;
    uow.outbox().claim_due(at(3), Duration::ZERO, 3, &[]).await.unwrap();
    for n in 1..=3 {
        assert!(uow.outbox().retry_at(queued_mail(n).id, 1, at(n.cast_signed()), "550 <some@one.org>").await.unwrap());
    }
    uow.outbox().forget_addresses_of(mine.recipient).await.unwrap();
    uow.commit().await.unwrap();
    let said = async |n| adapter.mail.find(queued_mail(n).id).await.unwrap().unwrap().last_answer;
    assert_eq!((said(1).await, said(3).await), (None, None), "the mail server may have repeated the address");
    assert_eq!(said(2).await.as_deref(), Some("550 <some@one.org>"));
    let claimed = adapter.begin().await.outbox().claim_due(at(9), LEASE, 10, &[]).await.unwrap().deliveries;
    let mails: Vec<_> = claimed.into_iter().map(|claimed_mail| claimed_mail.mail).collect();
    assert_eq!(mails, [Mail { address: None, ..mine }, theirs, queued_mail(3)]);
}
