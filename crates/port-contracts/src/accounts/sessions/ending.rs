//! Ending sessions.

use deskhand_domain::SessionId;
use deskhand_domain::ports::Consumed;
use deskhand_domain::testing::an_engineer;

use super::fixture::{begin_sessions, consume, standing};
use crate::Adapter;
use crate::fixtures::{at, id, token};

pub(crate) async fn the_tokens_of_an_ended_session_are_unknown(adapter: &Adapter) {
    let person = begin_sessions(adapter, &[1, 2]).await;
    consume(adapter, token(1, 1, person).digest).await;
    let mut uow = adapter.begin().await;
    uow.sessions().add_token(&token(9, 1, person)).await.unwrap();
    uow.sessions().end_session(SessionId::new(id(1)), at(2)).await.unwrap();
    uow.sessions().end_session(SessionId::new(id(404)), at(2)).await.unwrap();
    uow.commit().await.unwrap();
    for used_or_not in [1, 9] {
        assert_eq!(consume(adapter, token(used_or_not, 1, person).digest).await, Consumed::Unknown);
    }
    assert_eq!(consume(adapter, token(2, 2, person).digest).await, Consumed::First(token(2, 2, person)));
    assert_eq!(standing(adapter, person, &[1, 2]).await, [2]);
}

pub(crate) async fn ending_the_sessions_of_a_person_spares_the_exception_and_others(adapter: &Adapter) {
    let person = begin_sessions(adapter, &[1, 2, 3]).await;
    let other = an_engineer().build();
    adapter.keep_people(std::slice::from_ref(&other)).await;
    let mut uow = adapter.begin().await;
    uow.sessions().begin_session(&token(8, 8, other.id), None).await.unwrap();
    uow.sessions().end_sessions_of(person, Some(SessionId::new(id(2))), at(1)).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(standing(adapter, person, &[1, 2, 3]).await, [2]);
    assert_eq!(consume(adapter, token(1, 1, person).digest).await, Consumed::Unknown);

    let mut uow = adapter.begin().await;
    uow.sessions().end_sessions_of(person, None, at(2)).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(standing(adapter, person, &[1, 2, 3]).await, []);
    assert_eq!(standing(adapter, other.id, &[8]).await, [8]);
}

/// A request that was authenticated by a session asks again whether it has ended.
pub(crate) async fn a_unit_of_work_sees_that_another_has_ended_a_session(adapter: &Adapter) {
    begin_sessions(adapter, &[1, 2]).await;
    let mut uow = adapter.begin().await;
    uow.sessions().end_session(SessionId::new(id(1)), at(2)).await.unwrap();
    assert!(uow.sessions().has_ended(SessionId::new(id(1))).await.unwrap(), "its own");
    uow.commit().await.unwrap();

    let mut uow = adapter.begin().await;
    for (session, has_ended) in [(1, true), (2, false), (404, true)] {
        assert_eq!(uow.sessions().has_ended(SessionId::new(id(session))).await.unwrap(), has_ended, "{session}");
    }
    uow.roll_back().await;
}
