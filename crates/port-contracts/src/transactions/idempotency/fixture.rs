//! Requests with a key.

use deskhand_domain::PersonId;
use deskhand_domain::ports::{IdempotencyKey, KeyClaim, KeyedRequest};

use crate::Adapter;
use crate::fixtures::at;

pub(super) fn a_request(owner: Option<PersonId>, key: &str, says: u8) -> KeyedRequest {
    KeyedRequest { owner, key: IdempotencyKey::parse(key).unwrap(), fingerprint: [says; 32] }
}

pub(super) fn answered(text: &str) -> KeyClaim {
    KeyClaim::Answered(text.to_owned())
}

/// Claims the key one minute after the start and, where it is free, saves this answer.
pub(super) async fn carry_out(adapter: &Adapter, request: &KeyedRequest, answer: &str) -> KeyClaim {
    let mut uow = adapter.begin().await;
    let claim = uow.idempotency_keys().claim(request, at(1), at(0)).await.unwrap();
    if claim == KeyClaim::First {
        uow.idempotency_keys().keep_answer(request, answer, None).await.unwrap();
    }
    uow.commit().await.unwrap();
    claim
}
