//! The outbox: what is due, for how long a claim holds, and whose outcome counts.

use deskhand_domain::MailId;
use deskhand_domain::notification::Mail;
use deskhand_domain::people::EmailAddress;
use deskhand_domain::ports::{ClaimedMail, MailFlow, MailQueue, OutboxCounts};
use deskhand_domain::testing::a_customer;
use time::{Duration, OffsetDateTime};

use crate::Adapter;
use crate::fixtures::{at, id, queued_mail};

const LEASE: Duration = Duration::minutes(15);

pub(crate) async fn notices_are_due_at_once_and_claimed_in_the_order_in_which_they_became_due(adapter: &Adapter) {
    // The oldest has the highest id, so that only its age can put it first.
    let mail = |n| Mail { id: MailId::new(id(100 - n)), ..queued_mail(n) };
    enqueue(adapter, &[mail(3), mail(1), mail(2), mail(4)]).await;
    assert_eq!(claim(adapter, at(1), 10).await, [(mail(1).id, 1)]);
    assert_eq!(claim(adapter, at(4), 2).await, [(mail(2).id, 1), (mail(3).id, 1)]);
    assert_eq!(claim(adapter, at(4), 10).await, [(mail(4).id, 1)]);
    assert_eq!(claim(adapter, at(4), 10).await, []);
}

pub(crate) async fn notices_for_some_people_can_be_left_out(adapter: &Adapter) {
    let other = a_customer().username("grace").build();
    adapter.keep_people(std::slice::from_ref(&other)).await;
    enqueue(adapter, &[queued_mail(1), Mail { recipient: other.id, ..queued_mail(2) }, queued_mail(3)]).await;
    let mut uow = adapter.begin().await;
    let claimed = uow.outbox().claim_due(at(9), LEASE, 10, &[queued_mail(1).recipient]).await.unwrap().deliveries;
    uow.commit().await.unwrap();
    assert_eq!(claimed.iter().map(|claimed_mail| claimed_mail.mail.id).collect::<Vec<_>>(), [queued_mail(2).id]);
    assert_eq!(claim(adapter, at(9), 10).await, [(queued_mail(1).id, 1), (queued_mail(3).id, 1)], "they still wait");
}

pub(crate) async fn a_lease_that_ran_out_is_claimed_again_as_the_next_attempt(adapter: &Adapter) {
    enqueue(adapter, &[queued_mail(0)]).await;
    for attempt in 1..=3 {
        let now = at(0) + (LEASE + Duration::SECOND) * (attempt - 1);
        assert_eq!(claim(adapter, now, 10).await, [(queued_mail(0).id, attempt)]);
        assert_eq!(claim(adapter, now + LEASE - Duration::SECOND, 10).await, []);
    }
}

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

pub(crate) async fn an_empty_outbox_counts_nothing(adapter: &Adapter) {
    enqueue(adapter, &[]).await;
    assert_eq!(counts(adapter).await, none());
    assert_eq!(claim(adapter, at(9_999), 10).await, []);
    let mut uow = adapter.begin().await;
    assert!(!uow.outbox().mark_sent(queued_mail(1).id, 1, at(1), "250 Ok").await.unwrap());
}

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

async fn enqueue(adapter: &Adapter, mails: &[Mail]) {
    adapter.keep_people(&[a_customer().build()]).await;
    let mut uow = adapter.begin().await;
    uow.outbox().enqueue(mails).await.unwrap();
    uow.commit().await.unwrap();
}

async fn claim(adapter: &Adapter, now: OffsetDateTime, limit: u32) -> Vec<(MailId, u32)> {
    let mut uow = adapter.begin().await;
    let claimed = uow.outbox().claim_due(now, LEASE, limit, &[]).await.unwrap().deliveries;
    uow.commit().await.unwrap();
    claimed.into_iter().map(|ClaimedMail { mail, attempt, .. }| (mail.id, attempt)).collect()
}

async fn counts(adapter: &Adapter) -> OutboxCounts {
    let counts = adapter.mail.counts().await.unwrap();
    // What reports say of it is the same.
    let queue = adapter.reports.mail_queue().await.unwrap();
    assert_eq!(queue, MailQueue { pending: counts.pending, oldest: counts.oldest_pending });
    counts
}

fn none() -> OutboxCounts {
    OutboxCounts::default()
}
