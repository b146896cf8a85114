//! API keys: found by id and digest, ended once, listed.

use std::sync::Arc;

use deskhand_domain::api_keys::{ApiKey, KeyName, KeyScope, KeyScopes, MOST_LIVE_KEYS};
use deskhand_domain::people::{AccountStatus, Actor, Person};
use deskhand_domain::ports::{ApiKeyPosition, SecretDigest};
use deskhand_domain::testing::{a_customer, an_admin, an_engineer};
use deskhand_domain::ticket::Refusal;
use deskhand_domain::use_cases::{CreateApiKey, Error};
use deskhand_domain::{ApiKeyId, PersonId};
use time::{Duration, OffsetDateTime};

use crate::Adapter;
use crate::fixtures::pages::{all, rows};
use crate::fixtures::use_case_setup::setup;
use crate::fixtures::{at, at_once, changed_person, id, sorted};

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

pub(crate) async fn keys_count_as_live_until_they_are_revoked_or_expire(adapter: &Adapter) {
    let owner = an_owner(adapter).await;
    let keys = [
        key(1, &owner),
        ApiKey { expires_at: Some(at(10)), ..key(2, &owner) },
        ApiKey { revoked_at: Some(at(0)), ..key(3, &owner) },
    ];
    keep(adapter, &keys).await;
    for (now, expected) in [(at(9), 2), (at(10), 1), (at(11), 1)] {
        assert_eq!(live(adapter, owner.id, now).await, expected);
        assert_eq!(keys.iter().filter(|key| key.is_live(now)).count() as u64, expected, "as the domain says");
    }
    assert_eq!(live(adapter, an_admin().build().id, at(0)).await, 0);
}

pub(crate) async fn only_live_keys_of_accounts_in_use_are_standing(adapter: &Adapter) {
    let owner = an_owner(adapter).await;
    let suspended = an_engineer().status(AccountStatus::Suspended).build();
    let removed = an_admin().removed_at(at(1)).build();
    adapter.keep_people(&[suspended.clone(), removed.clone()]).await;
    let keys = [
        key(1, &owner),
        ApiKey { expires_at: Some(at(10)), ..key(2, &owner) },
        ApiKey { revoked_at: Some(at(0)), ..key(3, &owner) },
        key(4, &suspended),
        key(5, &removed),
    ];
    keep(adapter, &keys).await;
    let asked: Vec<ApiKeyId> = (1..=6).map(|n| ApiKeyId::new(id(n))).collect();
    for (now, expected) in [(at(9), &[1, 2][..]), (at(10), &[1])] {
        let standing = sorted(adapter.api_keys.standing(&asked, now).await.unwrap());
        assert_eq!(standing, expected.iter().map(|n| ApiKeyId::new(id(*n))).collect::<Vec<_>>());
    }
    assert_eq!(adapter.api_keys.standing(&[], at(0)).await.unwrap(), []);
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

pub(crate) async fn keys_are_listed_newest_first_over_all_pages(adapter: &Adapter) {
    let owner = an_owner(adapter).await;
    let other = an_engineer().build();
    adapter.keep_people(std::slice::from_ref(&other)).await;
    // Several in each minute, so that ids have to break ties.
    let mut keys: Vec<ApiKey> =
        (0..20_u64).map(|n| ApiKey { created_at: at(n.cast_signed() / 3), ..key(n, &owner) }).collect();
    keys[7].expires_at = Some(at(0));
    let hidden = [ApiKey { revoked_at: Some(at(1)), ..key(50, &owner) }, key(51, &other)];
    keep(adapter, &keys).await;
    keep(adapter, &hidden).await;
    keys.sort_by_key(|key| std::cmp::Reverse(ApiKeyPosition::of(key)));
    for limit in [1, 3, 100] {
        let limit = rows(limit);
        let read = async |after| adapter.api_keys.list(owner.id, after, limit, false).await.unwrap();
        assert_eq!(all(limit, ApiKeyPosition::of, read).await, keys);
    }
    let counted = adapter.api_keys.list(owner.id, Some(ApiKeyPosition::of(&keys[5])), rows(2), true).await.unwrap();
    assert_eq!(counted.total, Some(20));
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

pub(crate) async fn the_last_key_allowed_is_made_once_even_if_many_ask_at_once(adapter: &Adapter) {
    let owner = an_owner(adapter).await;
    let keys: Vec<ApiKey> = (1..MOST_LIVE_KEYS).map(|n| key(1000 + n, &owner)).collect();
    keep(adapter, &keys).await;
    let setup = setup(adapter).use_cases;
    let actor = Actor::from(&owner);
    let made = at_once(8, move |_| {
        let setup = setup.clone();
        let command = CreateApiKey {
            name: KeyName::parse("one more").unwrap(),
            scopes: KeyScopes::parse([KeyScope::Read]).unwrap(),
            expires_at: None,
        };
        async move { setup.api_keys().create(&actor, command).await }
    });
    let (made, refused): (Vec<_>, Vec<_>) = made.await.into_iter().partition(Result::is_ok);
    assert_eq!(made.len(), 1);
    assert!(refused.iter().all(|answer| matches!(answer, Err(Error::Refused(Refusal::TooManyKeys)))), "{refused:?}");
    assert_eq!(live(adapter, owner.id, at(0)).await, MOST_LIVE_KEYS);
}

async fn an_owner(adapter: &Adapter) -> Person {
    let owner = a_customer().build();
    adapter.keep_people(std::slice::from_ref(&owner)).await;
    owner
}

/// The nth key, made at the start, without an end.
fn key(n: u64, owner: &Person) -> ApiKey {
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

async fn keep(adapter: &Adapter, keys: &[ApiKey]) {
    let mut uow = adapter.begin().await;
    for key in keys {
        uow.api_keys().insert(key).await.unwrap();
    }
    uow.commit().await.unwrap();
}

async fn found(adapter: &Adapter, key: &ApiKey) -> Option<(ApiKey, Person)> {
    adapter.api_keys.find(key.id).await.unwrap()
}

async fn live(adapter: &Adapter, owner: PersonId, now: OffsetDateTime) -> u64 {
    adapter.begin().await.api_keys().count_live(owner, now).await.unwrap()
}
