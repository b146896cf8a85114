//! Ending all sessions, and deleting old ones.

use deskhand_domain::ports::{Consumed, RefreshToken};
use deskhand_domain::testing::a_customer;
use deskhand_domain::{PersonId, SessionId};

use crate::Adapter;
use crate::fixtures::{at, id, token};

pub(crate) async fn ending_all_sessions_ends_everybodys(adapter: &Adapter) {
    let people = [a_customer().build(), a_customer().username("other").build()];
    adapter.keep_people(&people).await;
    let mut uow = adapter.begin().await;
    for (n, person) in [1, 2].into_iter().zip(&people) {
        uow.sessions().begin_session(&token(n, n.into(), person.id), None).await.unwrap();
    }
    uow.maintenance().end_all_sessions(at(1)).await.unwrap();
    uow.commit().await.unwrap();
    for (n, person) in [1, 2].into_iter().zip(&people) {
        assert!(adapter.people.of_session(SessionId::new(id(n)), person.id, at(0)).await.unwrap().is_none());
    }
}

pub(crate) async fn sessions_are_forgotten_when_they_ended_or_expired_long_ago(adapter: &Adapter) {
    let person = a_customer().build();
    adapter.keep_people(std::slice::from_ref(&person)).await;
    // Its first token expires with those of the others, its second later.
    let renewed = RefreshToken { expires_at: at(9_000), ..token(4, 3, person.id) };
    let mut uow = adapter.begin().await;
    for n in [1, 2, 3] {
        uow.sessions().begin_session(&token(n, n.into(), person.id), None).await.unwrap();
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

async fn forget_sessions(adapter: &Adapter, before: i64) -> u64 {
    let mut uow = adapter.begin().await;
    let forgotten = uow.maintenance().forget_sessions(at(before), 100).await.unwrap();
    uow.commit().await.unwrap();
    forgotten
}

/// The numbers of the sessions that are valid for the person.
async fn stand(adapter: &Adapter, person: PersonId) -> Vec<u64> {
    let mut standing = Vec::new();
    for n in 1..=3 {
        if adapter.people.of_session(SessionId::new(id(n)), person, at(0)).await.unwrap().is_some() {
            standing.push(n);
        }
    }
    standing
}
