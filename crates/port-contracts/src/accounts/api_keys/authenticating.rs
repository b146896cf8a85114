//! Finding a key with its owner.

use deskhand_domain::ApiKeyId;
use deskhand_domain::api_keys::ApiKey;
use deskhand_domain::people::{AccountStatus, Person};
use deskhand_domain::testing::an_engineer;

use super::fixture::{an_owner, keep, key};
use crate::Adapter;
use crate::fixtures::{at, changed_person, id};

pub(crate) async fn a_key_is_found_with_its_owner_as_they_are_now(adapter: &Adapter) {
    let owner = an_owner(adapter).await;
    let one = key(1, &owner);
    let expired = ApiKey { expires_at: Some(at(0)), ..key(2, &owner) };
    keep(adapter, &[one.clone(), expired.clone()]).await;
    assert_eq!(found(adapter, &one).await, Some((one.clone(), owner.clone())));
    assert_eq!(found(adapter, &key(404, &owner)).await, None);
    assert!(found(adapter, &expired).await.is_some(), "the caller judges");

    let suspended = changed_person(&owner, |p| p.status = AccountStatus::Suspended);
    let mut uow = adapter.begin().await;
    uow.people().update(&suspended).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(found(adapter, &one).await, Some((one, suspended)));
}

pub(crate) async fn a_revoked_key_and_that_of_a_removed_person_are_not_found(adapter: &Adapter) {
    let owner = an_owner(adapter).await;
    let gone = an_engineer().removed_at(at(1)).build();
    adapter.keep_people(std::slice::from_ref(&gone)).await;
    let (revoked, orphan) = (key(1, &owner), key(2, &gone));
    keep(adapter, &[revoked.clone(), orphan.clone()]).await;
    let mut uow = adapter.begin().await;
    assert!(uow.api_keys().revoke(revoked.id, at(5)).await.unwrap());
    assert!(!uow.api_keys().revoke(revoked.id, at(6)).await.unwrap());
    assert!(!uow.api_keys().revoke(ApiKeyId::new(id(404)), at(6)).await.unwrap());
    assert_eq!(uow.api_keys().find(revoked.id).await.unwrap().unwrap().revoked_at, Some(at(5)));
    uow.commit().await.unwrap();
    for key in [revoked, orphan] {
        assert_eq!(found(adapter, &key).await, None);
    }
}

async fn found(adapter: &Adapter, key: &ApiKey) -> Option<(ApiKey, Person)> {
    adapter.api_keys.find(key.id).await.unwrap()
}
