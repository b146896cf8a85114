//! What an operator does to the whole desk.

use deskhand_domain::ports::{Consumed, MailState, MailView, RefreshToken};
use deskhand_domain::testing::a_customer;
use deskhand_domain::{PersonId, SessionId};
use time::Duration;

use crate::Adapter;
use crate::fixtures::pages::rows;
use crate::fixtures::{at, id, queued_mail, token};

pub(crate) async fn mail_is_paused_until_it_is_resumed_and_the_first_time_counts(adapter: &Adapter) {
    assert_eq!(paused_since(adapter).await, None);
    for minutes in [1, 2] {
        let mut uow = adapter.begin().await;
        uow.maintenance().pause_mail(at(minutes)).await.unwrap();
        uow.commit().await.unwrap();
        assert_eq!(paused_since(adapter).await, Some(at(1)));
    }
    for _ in 0..2 {
        let mut uow = adapter.begin().await;
        uow.maintenance().resume_mail().await.unwrap();
        uow.commit().await.unwrap();
        assert_eq!(paused_since(adapter).await, None);
    }
}

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

pub(crate) async fn ending_all_sessions_ends_everybodys(adapter: &Adapter) {
    let people = [a_customer().build(), a_customer().username("other").build()];
    adapter.keep_people(&people).await;
    let mut uow = adapter.begin().await;
    for (n, person) in [1, 2].into_iter().zip(&people) {
        uow.sessions().begin_session(&token(n, n.into(), person.id)).await.unwrap();
    }
    uow.maintenance().end_all_sessions(at(1)).await.unwrap();
    uow.commit().await.unwrap();
    for (n, person) in [1, 2].into_iter().zip(&people) {
        assert!(adapter.people.of_session(SessionId::new(id(n)), person.id).await.unwrap().is_none());
    }
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

pub(crate) async fn sessions_are_forgotten_when_they_ended_or_expired_long_ago(adapter: &Adapter) {
    let person = a_customer().build();
    adapter.keep_people(std::slice::from_ref(&person)).await;
    // Its first token expires with those of the others, its second later.
    let renewed = RefreshToken { expires_at: at(9_000), ..token(4, 3, person.id) };
    let mut uow = adapter.begin().await;
    for n in [1, 2, 3] {
        uow.sessions().begin_session(&token(n, n.into(), person.id)).await.unwrap();
    }
    uow.sessions().add_token(&renewed).await.unwrap();
    uow.sessions().end_session(SessionId::new(id(1)), at(10)).await.unwrap();
    uow.commit().await.unwrap();
    let expiry = 60 * 24;

    assert_eq!(forget_sessions(adapter, 9).await, 0);
    assert_eq!(forget_sessions(adapter, 10).await, 1, "the one that ended");
    assert_eq!(stand(adapter, person.id).await, [2, 3]);
    assert_eq!(forget_sessions(adapter, expiry - 1).await, 0);
    assert_eq!(forget_sessions(adapter, expiry).await, 3, "the old tokens of two sessions, and one of them");
    assert_eq!(stand(adapter, person.id).await, [3], "renewed since");
    let mut uow = adapter.begin().await;
    let used = [&token(2, 2, person.id), &token(3, 3, person.id), &renewed].map(|token| token.digest);
    assert_eq!(uow.sessions().consume(&used[0], at(1)).await.unwrap(), Consumed::Unknown);
    assert_eq!(uow.sessions().consume(&used[1], at(1)).await.unwrap(), Consumed::Unknown);
    assert_eq!(uow.sessions().consume(&used[2], at(1)).await.unwrap(), Consumed::First(renewed.clone()));
    uow.commit().await.unwrap();
    assert_eq!(forget_sessions(adapter, 9_000).await, 2);
    assert_eq!(stand(adapter, person.id).await, []);
}

async fn forget_mail(adapter: &Adapter, state: MailState, before: i64, limit: u32) -> u64 {
    let mut uow = adapter.begin().await;
    let forgotten = uow.maintenance().forget_mail(state, at(before), limit).await.unwrap();
    uow.commit().await.unwrap();
    forgotten
}

async fn forget_sessions(adapter: &Adapter, before: i64) -> u64 {
    let mut uow = adapter.begin().await;
    let forgotten = uow.maintenance().forget_sessions(at(before), 100).await.unwrap();
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

/// Which sessions answer for the person.
async fn stand(adapter: &Adapter, person: PersonId) -> Vec<u64> {
    let mut standing = Vec::new();
    for n in 1..=3 {
        if adapter.people.of_session(SessionId::new(id(n)), person).await.unwrap().is_some() {
            standing.push(n);
        }
    }
    standing
}

async fn paused_since(adapter: &Adapter) -> Option<time::OffsetDateTime> {
    adapter.begin().await.maintenance().mail_paused_since().await.unwrap()
}
