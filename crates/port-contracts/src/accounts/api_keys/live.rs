//! Which keys are live, and how many of them a person may have.

use deskhand_domain::api_keys::{ApiKey, KeyName, KeyScope, KeyScopes, MOST_LIVE_KEYS};
use deskhand_domain::people::{AccountStatus, Actor};
use deskhand_domain::testing::{an_admin, an_engineer};
use deskhand_domain::ticket::Refusal;
use deskhand_domain::use_cases::{Caller, CreateApiKey, Credential, Error, Origin};
use deskhand_domain::{ApiKeyId, PersonId};
use time::OffsetDateTime;

use super::fixture::{an_owner, keep, key};
use crate::Adapter;
use crate::fixtures::{at, at_once, id, setup, sorted, token};

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
        let standing = sorted(adapter.api_keys.still_valid(&asked, now).await.unwrap());
        assert_eq!(standing, expected.iter().map(|n| ApiKeyId::new(id(*n))).collect::<Vec<_>>());
    }
    assert_eq!(adapter.api_keys.still_valid(&[], at(0)).await.unwrap(), []);
}

pub(crate) async fn the_last_key_allowed_is_made_once_even_if_many_ask_at_once(adapter: &Adapter) {
    let owner = an_owner(adapter).await;
    let keys: Vec<ApiKey> = (1..MOST_LIVE_KEYS).map(|n| key(1000 + n, &owner)).collect();
    keep(adapter, &keys).await;
    let setup = setup(adapter).use_cases;
    let session = token(1, 1, owner.id);
    let mut uow = adapter.begin().await;
    uow.sessions().begin_session(&session, None).await.unwrap();
    uow.commit().await.unwrap();
    let (actor, credential) = (Actor::from(&owner), Credential::Session(session.session));
    let caller = Caller { actor, person: owner.clone(), credential, origin: Origin::default(), expires_at: None };
    let made = at_once(8, move |_| {
        let setup = setup.clone();
        let command = CreateApiKey {
            name: KeyName::parse("one more").unwrap(),
            scopes: KeyScopes::parse([KeyScope::Read]).unwrap(),
            expires_at: None,
            current_password: None,
        };
        let caller = caller.clone();
        async move { setup.api_keys().create(&caller, command).await }
    });
    let (made, refused): (Vec<_>, Vec<_>) = made.await.into_iter().partition(Result::is_ok);
    assert_eq!(made.len(), 1);
    assert!(refused.iter().all(|answer| matches!(answer, Err(Error::Refused(Refusal::TooManyKeys)))), "{refused:?}");
    assert_eq!(live(adapter, owner.id, at(0)).await, MOST_LIVE_KEYS);
}

async fn live(adapter: &Adapter, owner: PersonId, now: OffsetDateTime) -> u64 {
    adapter.begin().await.api_keys().count_live(owner, now).await.unwrap()
}
