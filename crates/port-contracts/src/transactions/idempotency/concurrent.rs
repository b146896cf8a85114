//! The same request several times at once.

use std::sync::Arc;

use deskhand_domain::ports::KeyClaim;

use super::fixture::{a_request, answered};
use crate::Adapter;
use crate::fixtures::{at, at_once};

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
