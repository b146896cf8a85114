//! Which mails are due, and in which order they are claimed.

use deskhand_domain::MailId;
use deskhand_domain::notification::Mail;
use deskhand_domain::testing::a_customer;
use time::Duration;

use super::fixture::{LEASE, claim, enqueue};
use crate::Adapter;
use crate::fixtures::{at, id, queued_mail};

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
