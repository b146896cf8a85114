//! Keys and their owner.

use deskhand_domain::ApiKeyId;
use deskhand_domain::api_keys::{ApiKey, KeyName, KeyScope, KeyScopes};
use deskhand_domain::people::Person;
use deskhand_domain::ports::SecretDigest;
use deskhand_domain::testing::a_customer;

use crate::Adapter;
use crate::fixtures::{at, id};

pub(super) async fn an_owner(adapter: &Adapter) -> Person {
    let owner = a_customer().build();
    adapter.keep_people(std::slice::from_ref(&owner)).await;
    owner
}

/// The nth key, made at the start; it does not expire.
pub(super) fn key(n: u64, owner: &Person) -> ApiKey {
    let mut digest = [0; 32];
    digest[..8].copy_from_slice(&n.to_be_bytes());
    ApiKey {
        id: ApiKeyId::new(id(n)),
        owner: owner.id,
        name: KeyName::parse(&format!("key {n}")).unwrap(),
        scopes: KeyScopes::parse([KeyScope::Read]).unwrap(),
        digest: SecretDigest(digest),
        created_at: at(0),
        expires_at: None,
        revoked_at: None,
        last_used_at: None,
    }
}

pub(super) async fn keep(adapter: &Adapter, keys: &[ApiKey]) {
    let mut uow = adapter.begin().await;
    for key in keys {
        uow.api_keys().insert(key).await.unwrap();
    }
    uow.commit().await.unwrap();
}
