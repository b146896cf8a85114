//! A request is carried out once, however often it is sent.

use deskhand_domain::ports::{KeyClaim, StorageError};
use deskhand_domain::testing::person_id;

use super::fixture::{a_request, answered, carry_out};
use crate::Adapter;
use crate::fixtures::at;

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

pub(crate) async fn a_later_answer_takes_the_place_of_the_first(adapter: &Adapter) {
    let request = a_request(Some(person_id("ada")), "one", 1);
    carry_out(adapter, &request, "not finished").await;
    let mut uow = adapter.begin().await;
    uow.idempotency_keys().keep_answer(&request, "finished", None).await.unwrap();
    drop(uow);
    assert_eq!(carry_out(adapter, &request, "").await, answered("not finished"));
    let mut uow = adapter.begin().await;
    uow.idempotency_keys().keep_answer(&request, "finished", None).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(carry_out(adapter, &request, "").await, answered("finished"));
}

pub(crate) async fn an_answer_without_a_claim_is_a_fault(adapter: &Adapter) {
    let mut uow = adapter.begin().await;
    let kept = uow.idempotency_keys().keep_answer(&a_request(None, "one", 1), "whose?", None).await;
    assert!(matches!(kept, Err(StorageError::Corrupt { .. })), "{kept:?}");
}
