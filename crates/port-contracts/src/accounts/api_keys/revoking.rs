//! Revoking keys.

use std::sync::Arc;

use deskhand_domain::ApiKeyId;
use deskhand_domain::api_keys::ApiKey;
use deskhand_domain::testing::an_engineer;

use super::fixture::{an_owner, keep, key};
use crate::Adapter;
use crate::fixtures::{at, at_once, id};

pub(crate) async fn revoking_all_keys_of_a_person_spares_others_and_keeps_the_first_time(adapter: &Adapter) {
    let owner = an_owner(adapter).await;
    let other = an_engineer().build();
    adapter.keep_people(std::slice::from_ref(&other)).await;
    let earlier = ApiKey { revoked_at: Some(at(1)), ..key(1, &owner) };
    keep(adapter, &[earlier, key(2, &owner), key(3, &other)]).await;
    let mut uow = adapter.begin().await;
    uow.api_keys().revoke_all_of(owner.id, at(5)).await.unwrap();
    let mut times = Vec::new();
    for n in 1..=3 {
        times.push(uow.api_keys().find(ApiKeyId::new(id(n))).await.unwrap().unwrap().revoked_at);
    }
    assert_eq!(times, [Some(at(1)), Some(at(5)), None]);
}

pub(crate) async fn of_many_who_revoke_one_key_at_once_one_does(adapter: &Adapter) {
    let owner = an_owner(adapter).await;
    let key = key(1, &owner);
    keep(adapter, std::slice::from_ref(&key)).await;
    let storage = Arc::clone(&adapter.storage);
    let did = at_once(8, move |_| {
        let storage = Arc::clone(&storage);
        async move {
            let mut uow = storage.begin().await.unwrap();
            let did = uow.api_keys().revoke(key.id, at(5)).await.unwrap();
            uow.commit().await.unwrap();
            did
        }
    });
    assert_eq!(did.await.into_iter().filter(|did| *did).count(), 1);
}
