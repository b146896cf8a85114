//! Sign-ins and their refresh tokens.

use deskhand_domain::people::AccountStatus;
use deskhand_domain::ports::{Consumed, SecretDigest};
use deskhand_domain::testing::{a_customer, an_engineer};
use deskhand_domain::{PersonId, SessionId};

use crate::Adapter;
use crate::fixtures::{at, changed_person, id, token};

pub(crate) async fn a_token_is_used_up_by_its_first_use(adapter: &Adapter) {
    let person = begin_sessions(adapter, &[1]).await;
    let (first, next) = (token(1, 1, person), token(9, 1, person));
    assert_eq!(consume(adapter, first.digest).await, Consumed::First(first.clone()));
    let mut uow = adapter.begin().await;
    uow.sessions().add_token(&next).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(consume(adapter, first.digest).await, Consumed::Again(first));
    assert_eq!(consume(adapter, next.digest).await, Consumed::First(next));
}

pub(crate) async fn a_token_that_nobody_gave_out_is_unknown(adapter: &Adapter) {
    begin_sessions(adapter, &[1]).await;
    assert_eq!(consume(adapter, SecretDigest([77; 32])).await, Consumed::Unknown);
}

pub(crate) async fn an_expired_token_is_the_callers_to_judge(adapter: &Adapter) {
    let person = begin_sessions(adapter, &[1]).await;
    let token = token(1, 1, person);
    let mut uow = adapter.begin().await;
    let outcome = uow.sessions().consume(&token.digest, token.expires_at + time::Duration::DAY).await.unwrap();
    assert_eq!(outcome, Consumed::First(token));
}

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
    uow.sessions().begin_session(&token(8, 8, other.id)).await.unwrap();
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

pub(crate) async fn a_session_answers_only_for_its_own_person(adapter: &Adapter) {
    let person = begin_sessions(adapter, &[1]).await;
    let other = an_engineer().build();
    adapter.keep_people(std::slice::from_ref(&other)).await;
    assert_eq!(standing(adapter, other.id, &[1]).await, []);
    assert_eq!(standing(adapter, person, &[1, 404]).await, [1]);
}

/// So that a suspension counts at the next request.
pub(crate) async fn a_session_answers_with_the_person_as_they_are_now(adapter: &Adapter) {
    let person = begin_sessions(adapter, &[1]).await;
    let suspended = changed_person(&a_customer().build(), |p| p.status = AccountStatus::Suspended);
    let mut uow = adapter.begin().await;
    uow.people().update(&suspended).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(adapter.people.of_session(SessionId::new(id(1)), person).await.unwrap(), Some(suspended.clone()));

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
        uow.sessions().begin_session(&token(n, u64::from(n), person.id)).await.unwrap();
    }
    uow.sessions().end_session(SessionId::new(id(1)), at(2)).await.unwrap();
    uow.commit().await.unwrap();

    let asked = [1, 2, 3, 4, 5, 404].map(|n| SessionId::new(id(n)));
    let mut standing = adapter.people.standing_sessions(&asked).await.unwrap();
    standing.sort_unstable();
    assert_eq!(standing, [2, 4].map(|n| SessionId::new(id(n))));
    assert_eq!(adapter.people.standing_sessions(&[]).await.unwrap(), []);
}

/// Sessions of the customer; session `n` has token `n`.
async fn begin_sessions(adapter: &Adapter, sessions: &[u8]) -> PersonId {
    let customer = a_customer().build();
    adapter.keep_people(std::slice::from_ref(&customer)).await;
    let mut uow = adapter.begin().await;
    for n in sessions {
        uow.sessions().begin_session(&token(*n, u64::from(*n), customer.id)).await.unwrap();
    }
    uow.commit().await.unwrap();
    customer.id
}

async fn consume(adapter: &Adapter, digest: SecretDigest) -> Consumed {
    let mut uow = adapter.begin().await;
    let outcome = uow.sessions().consume(&digest, at(1)).await.unwrap();
    uow.commit().await.unwrap();
    outcome
}

/// Which of the sessions still answer for the person.
async fn standing(adapter: &Adapter, person: PersonId, sessions: &[u64]) -> Vec<u64> {
    let mut standing = Vec::new();
    for n in sessions {
        if adapter.people.of_session(SessionId::new(id(*n)), person).await.unwrap().is_some() {
            standing.push(*n);
        }
    }
    standing
}
