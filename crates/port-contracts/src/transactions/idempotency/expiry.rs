//! Old keys are deleted.

use deskhand_domain::ports::{KeyClaim, KeyedRequest};
use time::OffsetDateTime;

use super::fixture::{a_request, answered, carry_out};
use crate::Adapter;
use crate::fixtures::at;

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

async fn forget(adapter: &Adapter, forgotten: OffsetDateTime, limit: u32) -> u64 {
    let mut uow = adapter.begin().await;
    let count = uow.idempotency_keys().forget(forgotten, limit).await.unwrap();
    uow.commit().await.unwrap();
    count
}
