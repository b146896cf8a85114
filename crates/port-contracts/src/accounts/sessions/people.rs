//! The person of a session.

use deskhand_domain::SessionId;
use deskhand_domain::people::AccountStatus;
use deskhand_domain::testing::{a_customer, an_engineer};

use super::fixture::{begin_sessions, standing};
use crate::Adapter;
use crate::fixtures::{at, changed_person, id, token};

pub(crate) async fn a_session_answers_only_for_its_own_person(adapter: &Adapter) {
    let person = begin_sessions(adapter, &[1]).await;
    let other = an_engineer().build();
    adapter.keep_people(std::slice::from_ref(&other)).await;
    assert_eq!(standing(adapter, other.id, &[1]).await, []);
    assert_eq!(standing(adapter, person, &[1, 404]).await, [1]);
}

pub(crate) async fn a_person_has_begun_a_session_also_when_it_ended(adapter: &Adapter) {
    let person = begin_sessions(adapter, &[1]).await;
    let other = an_engineer().build();
    adapter.keep_people(std::slice::from_ref(&other)).await;
    let mut uow = adapter.begin().await;
    uow.sessions().end_session(SessionId::new(id(1)), at(2)).await.unwrap();
    uow.commit().await.unwrap();
    assert!(adapter.sessions.has_begun(&[other.id, person]).await.unwrap());
    assert!(!adapter.sessions.has_begun(&[other.id]).await.unwrap());
    assert!(!adapter.sessions.has_begun(&[]).await.unwrap());
}

/// So that a suspension counts at the next request.
pub(crate) async fn a_session_answers_with_the_person_as_they_are_now(adapter: &Adapter) {
    let person = begin_sessions(adapter, &[1]).await;
    let suspended = changed_person(&a_customer().build(), |p| p.status = AccountStatus::Suspended);
    let mut uow = adapter.begin().await;
    uow.people().update(&suspended).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(adapter.people.of_session(SessionId::new(id(1)), person, at(0)).await.unwrap(), Some(suspended.clone()));

    let removed = changed_person(&suspended, |p| p.removed_at = Some(at(5)));
    let mut uow = adapter.begin().await;
    uow.people().update(&removed).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(standing(adapter, person, &[1]).await, []);
}

/// Asked for all open streams at once.
pub(crate) async fn only_sessions_of_people_in_use_that_have_not_ended_stand(adapter: &Adapter) {
    begin_sessions(adapter, &[1, 2]).await;
    let kinds = [
        an_engineer().username("waits").status(AccountStatus::Pending),
        an_engineer().username("works"),
        an_engineer().username("gone").removed_at(at(3)),
    ];
    let people = kinds.map(deskhand_domain::testing::PersonBuilder::build);
    adapter.keep_people(&people).await;
    let mut uow = adapter.begin().await;
    for (n, person) in (3..).zip(&people) {
        uow.sessions().begin_session(&token(n, u64::from(n), person.id), None).await.unwrap();
    }
    uow.sessions().end_session(SessionId::new(id(1)), at(2)).await.unwrap();
    uow.commit().await.unwrap();

    let asked = [1, 2, 3, 4, 5, 404].map(|n| SessionId::new(id(n)));
    let mut standing = adapter.people.valid_sessions(&asked, at(0)).await.unwrap();
    standing.sort_unstable();
    assert_eq!(standing, [2, 4].map(|n| SessionId::new(id(n))));
    assert_eq!(adapter.people.valid_sessions(&[], at(0)).await.unwrap(), []);
}
