//! What an operator does to the whole desk.

use deskhand_domain::SessionId;
use deskhand_domain::ports::OutboxCounts;
use deskhand_domain::testing::a_customer;

use crate::Adapter;
use crate::fixtures::{at, id, notice, token};

pub(crate) async fn mail_is_paused_until_it_is_resumed_and_the_first_time_counts(adapter: &Adapter) {
    assert_eq!(paused_since(adapter).await, None);
    for minutes in [1, 2] {
        let mut uow = adapter.begin().await;
        uow.upkeep().pause_mail(at(minutes)).await.unwrap();
        uow.commit().await.unwrap();
        assert_eq!(paused_since(adapter).await, Some(at(1)));
    }
    for _ in 0..2 {
        let mut uow = adapter.begin().await;
        uow.upkeep().resume_mail().await.unwrap();
        uow.commit().await.unwrap();
        assert_eq!(paused_since(adapter).await, None);
    }
}

pub(crate) async fn dropping_what_waits_spares_what_is_settled(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    let mut uow = adapter.begin().await;
    uow.outbox().enqueue(&[notice(0), notice(1), notice(2)]).await.unwrap();
    uow.outbox().claim_due(at(0), time::Duration::HOUR, 1).await.unwrap();
    assert!(uow.outbox().mark_sent(notice(0).id, 1, at(0)).await.unwrap());
    uow.outbox().claim_due(at(1), time::Duration::HOUR, 1).await.unwrap();
    uow.commit().await.unwrap();

    let mut uow = adapter.begin().await;
    assert_eq!(uow.upkeep().drop_waiting_notices("not any more").await.unwrap(), 2);
    assert!(!uow.outbox().mark_sent(notice(1).id, 1, at(2)).await.unwrap(), "too late for whoever had it claimed");
    let counts = uow.outbox().counts().await.unwrap();
    assert_eq!(counts, OutboxCounts { sent: 1, dropped: 2, ..OutboxCounts::default() });
}

pub(crate) async fn ending_all_sessions_ends_everybodys(adapter: &Adapter) {
    let people = [a_customer().build(), a_customer().username("other").build()];
    adapter.keep_people(&people).await;
    let mut uow = adapter.begin().await;
    for (n, person) in [1, 2].into_iter().zip(&people) {
        uow.sessions().begin_session(&token(n, n.into(), person.id)).await.unwrap();
    }
    uow.upkeep().end_all_sessions(at(1)).await.unwrap();
    uow.commit().await.unwrap();
    for (n, person) in [1, 2].into_iter().zip(&people) {
        assert!(adapter.people.of_session(SessionId::new(id(n)), person.id).await.unwrap().is_none());
    }
}

async fn paused_since(adapter: &Adapter) -> Option<time::OffsetDateTime> {
    adapter.begin().await.upkeep().mail_paused_since().await.unwrap()
}
