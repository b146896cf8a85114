//! Requests that are carried out once, however often they are sent.

use std::sync::Arc;

use deskhand_domain::PersonId;
use deskhand_domain::ports::{IdempotencyKey, KeyClaim, KeyedRequest, StorageError};
use deskhand_domain::testing::person_id;
use time::OffsetDateTime;

use crate::Adapter;
use crate::fixtures::{at, at_once};

pub(crate) async fn a_key_stands_for_its_first_request_and_answer(adapter: &Adapter) {
    let request = a_request(Some(person_id("ada")), "one", 1);
    assert_eq!(carry_out(adapter, &request, "the answer").await, KeyClaim::First);
    assert_eq!(carry_out(adapter, &request, "another").await, answered("the answer"));
    let other = a_request(Some(person_id("ada")), "one", 2);
    assert_eq!(carry_out(adapter, &other, "another").await, KeyClaim::OtherRequest);
    assert_eq!(carry_out(adapter, &request, "another").await, answered("the answer"));
}

pub(crate) async fn everybody_has_keys_of_their_own(adapter: &Adapter) {
    for owner in [Some(person_id("ada")), Some(person_id("ben")), None] {
        assert_eq!(carry_out(adapter, &a_request(owner, "one", 1), "theirs").await, KeyClaim::First, "{owner:?}");
        assert_eq!(carry_out(adapter, &a_request(owner, "ONE", 1), "theirs").await, KeyClaim::First, "{owner:?}");
    }
    assert_eq!(carry_out(adapter, &a_request(None, "one", 1), "").await, answered("theirs"));
}

pub(crate) async fn the_key_of_a_dropped_unit_of_work_is_free_again(adapter: &Adapter) {
    let request = a_request(None, "one", 1);
    let mut uow = adapter.begin().await;
    assert_eq!(uow.idempotency_keys().claim(&request, at(1), at(0)).await.unwrap(), KeyClaim::First);
    uow.idempotency_keys().keep_answer(&request, "never given", None).await.unwrap();
    drop(uow);
    assert_eq!(carry_out(adapter, &request, "given").await, KeyClaim::First);
    assert_eq!(carry_out(adapter, &request, "").await, answered("given"));
}

pub(crate) async fn an_old_key_counts_for_nothing_and_can_be_used_for_something_else(adapter: &Adapter) {
    let (old, new) = (a_request(None, "one", 1), a_request(None, "one", 2));
    carry_out(adapter, &old, "long ago").await;
    let claim_at = async |request: &KeyedRequest, now: OffsetDateTime, forgotten: OffsetDateTime| {
        let mut uow = adapter.begin().await;
        let claim = uow.idempotency_keys().claim(request, now, forgotten).await.unwrap();
        uow.idempotency_keys().keep_answer(request, "lately", None).await.unwrap();
        uow.commit().await.unwrap();
        claim
    };
    assert_eq!(claim_at(&new, at(60), at(1)).await, KeyClaim::First);
    assert_eq!(claim_at(&old, at(61), at(2)).await, KeyClaim::OtherRequest);
    assert_eq!(claim_at(&new, at(61), at(2)).await, answered("lately"));
}

pub(crate) async fn old_keys_are_forgotten_in_bounded_numbers_and_young_ones_stay(adapter: &Adapter) {
    for n in 0..5 {
        let mut uow = adapter.begin().await;
        let request = a_request(None, &format!("key-{n}"), 1);
        uow.idempotency_keys().claim(&request, at(n), at(-1)).await.unwrap();
        uow.idempotency_keys().keep_answer(&request, "kept", None).await.unwrap();
        uow.commit().await.unwrap();
    }
    assert_eq!(forget(adapter, at(3), 3).await, 3);
    assert_eq!(forget(adapter, at(3), 3).await, 1);
    assert_eq!(forget(adapter, at(3), 3).await, 0);
    assert_eq!(carry_out(adapter, &a_request(None, "key-4", 1), "").await, answered("kept"));
    assert_eq!(carry_out(adapter, &a_request(None, "key-3", 1), "").await, KeyClaim::First);
}

pub(crate) async fn an_answer_without_a_claim_is_a_fault(adapter: &Adapter) {
    let mut uow = adapter.begin().await;
    let kept = uow.idempotency_keys().keep_answer(&a_request(None, "one", 1), "whose?", None).await;
    assert!(matches!(kept, Err(StorageError::Corrupt { .. })), "{kept:?}");
}

pub(crate) async fn the_requests_of_somebody_and_answers_about_them_are_forgotten_and_others_stay(adapter: &Adapter) {
    let (ada, ben) = (person_id("ada"), person_id("ben"));
    let theirs = [(Some(ada), "one", None), (Some(ben), "two", Some(ada)), (None, "three", Some(ada))];
    let others = [(Some(ben), "one", None), (Some(ben), "three", Some(ben)), (None, "two", None)];
    for (owner, key, about) in theirs.into_iter().chain(others) {
        let request = a_request(owner, key, 1);
        let mut uow = adapter.begin().await;
        uow.idempotency_keys().claim(&request, at(1), at(0)).await.unwrap();
        uow.idempotency_keys().keep_answer(&request, "kept", about).await.unwrap();
        uow.commit().await.unwrap();
    }
    let mut uow = adapter.begin().await;
    uow.idempotency_keys().forget_person(ada).await.unwrap();
    uow.commit().await.unwrap();
    for (owner, key, _) in theirs {
        assert_eq!(carry_out(adapter, &a_request(owner, key, 1), "").await, KeyClaim::First, "{owner:?} {key}");
    }
    for (owner, key, _) in others {
        assert_eq!(carry_out(adapter, &a_request(owner, key, 1), "").await, answered("kept"), "{owner:?} {key}");
    }
}

pub(crate) async fn a_request_that_comes_twenty_times_at_once_is_carried_out_once(adapter: &Adapter) {
    let claims = at_once(20, |n| {
        let storage = Arc::clone(&adapter.storage);
        async move {
            let request = a_request(None, "one", 1);
            let mut uow = storage.begin().await.unwrap();
            let claim = uow.idempotency_keys().claim(&request, at(1), at(0)).await.unwrap();
            if claim == KeyClaim::First {
                uow.idempotency_keys().keep_answer(&request, &format!("by {n}"), None).await.unwrap();
            }
            uow.commit().await.unwrap();
            claim
        }
    })
    .await;
    let first = claims.iter().position(|claim| *claim == KeyClaim::First).unwrap();
    let others = claims.iter().filter(|claim| **claim == answered(&format!("by {first}"))).count();
    assert_eq!(others, 19, "{claims:?}");
}

fn a_request(owner: Option<PersonId>, key: &str, says: u8) -> KeyedRequest {
    KeyedRequest { owner, key: IdempotencyKey::parse(key).unwrap(), fingerprint: [says; 32] }
}

fn answered(text: &str) -> KeyClaim {
    KeyClaim::Answered(text.to_owned())
}

/// Claims the key one minute after the start and, where it is free, keeps this answer.
async fn carry_out(adapter: &Adapter, request: &KeyedRequest, answer: &str) -> KeyClaim {
    let mut uow = adapter.begin().await;
    let claim = uow.idempotency_keys().claim(request, at(1), at(0)).await.unwrap();
    if claim == KeyClaim::First {
        uow.idempotency_keys().keep_answer(request, answer, None).await.unwrap();
    }
    uow.commit().await.unwrap();
    claim
}

async fn forget(adapter: &Adapter, forgotten: OffsetDateTime, limit: u32) -> u64 {
    let mut uow = adapter.begin().await;
    let count = uow.idempotency_keys().forget(forgotten, limit).await.unwrap();
    uow.commit().await.unwrap();
    count
}
