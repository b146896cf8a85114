//! A key comes back unchanged, with its newest use.

use deskhand_domain::ApiKeyId;
use deskhand_domain::api_keys::{ApiKey, KeyName, KeyScope, KeyScopes};
use time::Duration;

use super::fixture::{an_owner, keep, key};
use crate::Adapter;
use crate::fixtures::{at, id};

pub(crate) async fn a_key_comes_back_as_it_was(adapter: &Adapter) {
    let owner = an_owner(adapter).await;
    let longest = "\u{1F511}".repeat(KeyName::MAX);
    let plain = key(1, &owner);
    let full = ApiKey {
        name: KeyName::parse(&longest).unwrap(),
        scopes: KeyScopes::parse(KeyScope::ALL.iter().copied()).unwrap(),
        expires_at: Some(at(9) + Duration::milliseconds(7)),
        revoked_at: Some(at(3)),
        last_used_at: Some(at(2)),
        ..key(2, &owner)
    };
    keep(adapter, &[plain.clone(), full.clone()]).await;
    let mut uow = adapter.begin().await;
    assert_eq!(uow.api_keys().find(plain.id).await.unwrap(), Some(plain));
    assert_eq!(uow.api_keys().find(full.id).await.unwrap(), Some(full));
    assert_eq!(uow.api_keys().find(ApiKeyId::new(id(404))).await.unwrap(), None);
}

pub(crate) async fn the_newest_use_is_the_one_that_is_noted(adapter: &Adapter) {
    let owner = an_owner(adapter).await;
    let key = key(1, &owner);
    keep(adapter, std::slice::from_ref(&key)).await;
    let mut uow = adapter.begin().await;
    for (used, noted) in [(at(2), at(2)), (at(1), at(2)), (at(3), at(3))] {
        uow.api_keys().note_use(key.id, used).await.unwrap();
        assert_eq!(uow.api_keys().find(key.id).await.unwrap().unwrap().last_used_at, Some(noted));
    }
    uow.api_keys().note_use(ApiKeyId::new(id(404)), at(1)).await.unwrap();
}
