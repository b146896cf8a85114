//! Links in mails: good once, for a while, one for each purpose.

use std::sync::Arc;

use deskhand_domain::PersonId;
use deskhand_domain::people::{EmailAddress, LinkPurpose};
use deskhand_domain::ports::{AccountLink, SecretDigest};
use deskhand_domain::testing::{a_customer, an_engineer};
use time::{Duration, OffsetDateTime};

use crate::Adapter;
use crate::fixtures::{at, at_once};

use LinkPurpose::{AcceptInvitation, ResetPassword, VerifyEmail};

pub(crate) async fn a_link_comes_back_as_it_was_and_to_look_does_not_use_it_up(adapter: &Adapter) {
    let link = link(1, somebody(adapter).await, ResetPassword);
    keep(adapter, std::slice::from_ref(&link)).await;
    let mut uow = adapter.begin().await;
    for _ in 0..2 {
        assert_eq!(uow.account_links().find(&link.digest, at(1)).await.unwrap(), Some(link.clone()));
    }
    assert_eq!(uow.account_links().find(&SecretDigest([77; 32]), at(1)).await.unwrap(), None);
    assert_eq!(adapter.mail.link(&SecretDigest([77; 32]), at(1)).await.unwrap(), None);
    assert_eq!(adapter.mail.link(&link.digest, at(1)).await.unwrap(), Some(link.clone()));
    assert_eq!(adapter.mail.link(&link.digest, link.expires_at).await.unwrap(), None);
    assert_eq!(uow.account_links().issued_at(link.person, ResetPassword).await.unwrap(), Some(link.issued_at));
    assert_eq!(uow.account_links().issued_at(link.person, VerifyEmail).await.unwrap(), None);
}

pub(crate) async fn a_link_is_good_until_the_moment_it_expires(adapter: &Adapter) {
    let link = link(1, somebody(adapter).await, VerifyEmail);
    keep(adapter, std::slice::from_ref(&link)).await;
    assert_eq!(consume(adapter, &link, link.expires_at).await, None);
    assert_eq!(consume(adapter, &link, link.expires_at - Duration::MILLISECOND).await, Some(link.clone()));
    assert_eq!(consume(adapter, &link, at(1)).await, None, "it was used");
}

pub(crate) async fn a_new_link_replaces_the_older_of_its_person_and_purpose_only(adapter: &Adapter) {
    let (person, other) = (somebody(adapter).await, an_engineer().build());
    adapter.keep_people(std::slice::from_ref(&other)).await;
    let all = [
        link(1, person, ResetPassword),
        link(2, person, VerifyEmail),
        link(3, other.id, ResetPassword),
        link(4, person, ResetPassword),
    ];
    keep(adapter, &all).await;
    assert_eq!(standing(adapter, &all).await, [2, 3, 4]);
}

pub(crate) async fn dropping_a_link_spares_other_purposes_and_people(adapter: &Adapter) {
    let (person, other) = (somebody(adapter).await, an_engineer().build());
    adapter.keep_people(std::slice::from_ref(&other)).await;
    let all = [
        link(1, person, ResetPassword),
        link(2, person, VerifyEmail),
        link(3, person, AcceptInvitation),
        link(4, other.id, ResetPassword),
    ];
    keep(adapter, &all).await;
    let mut uow = adapter.begin().await;
    uow.account_links().drop_of(person, ResetPassword).await.unwrap();
    uow.account_links().drop_of(other.id, VerifyEmail).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(standing(adapter, &all).await, [2, 3, 4]);

    let mut uow = adapter.begin().await;
    uow.account_links().drop_all().await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(standing(adapter, &all).await, [0_u8; 0]);
}

pub(crate) async fn a_dropped_unit_of_work_uses_up_no_link(adapter: &Adapter) {
    let link = link(1, somebody(adapter).await, ResetPassword);
    keep(adapter, std::slice::from_ref(&link)).await;
    let mut uow = adapter.begin().await;
    assert!(uow.account_links().consume(&link.digest, at(1)).await.unwrap().is_some());
    drop(uow);
    assert_eq!(consume(adapter, &link, at(1)).await, Some(link));
}

pub(crate) async fn expired_links_are_forgotten_in_bounded_numbers_and_good_ones_stay(adapter: &Adapter) {
    let person = somebody(adapter).await;
    let all = [link(1, person, ResetPassword), link(2, person, VerifyEmail), link(3, person, AcceptInvitation)];
    keep(adapter, &all).await;
    let forget = async |limit| {
        let mut uow = adapter.begin().await;
        let forgotten = uow.account_links().forget_expired(all[1].expires_at, limit).await.unwrap();
        uow.commit().await.unwrap();
        forgotten
    };
    assert_eq!((forget(1).await, forget(9).await, forget(9).await), (1, 1, 0));
    assert_eq!(standing(adapter, &all).await, [3]);
}

pub(crate) async fn a_link_is_good_once_even_if_fifty_follow_it_at_once(adapter: &Adapter) {
    let link = link(1, somebody(adapter).await, ResetPassword);
    keep(adapter, std::slice::from_ref(&link)).await;
    let outcomes = at_once(50, |_| {
        let (storage, digest) = (Arc::clone(&adapter.storage), link.digest);
        async move {
            let mut uow = storage.begin().await.unwrap();
            let outcome = uow.account_links().consume(&digest, at(1)).await.unwrap();
            uow.commit().await.unwrap();
            outcome
        }
    })
    .await;
    assert_eq!(outcomes.into_iter().flatten().collect::<Vec<_>>(), [link]);
}

async fn somebody(adapter: &Adapter) -> PersonId {
    let customer = a_customer().build();
    adapter.keep_people(std::slice::from_ref(&customer)).await;
    customer.id
}

/// The nth link, given out `n` minutes after the start, for a day.
fn link(n: u8, person: PersonId, purpose: LinkPurpose) -> AccountLink {
    let issued_at = at(n.into());
    let address = EmailAddress::parse(&format!("Some.One+{n}@example.org")).unwrap();
    let expires_at = issued_at + Duration::DAY;
    AccountLink { digest: SecretDigest([n; 32]), person, purpose, address, issued_at, expires_at }
}

async fn keep(adapter: &Adapter, links: &[AccountLink]) {
    for link in links {
        let mut uow = adapter.begin().await;
        uow.account_links().add(link).await.unwrap();
        uow.commit().await.unwrap();
    }
}

async fn consume(adapter: &Adapter, link: &AccountLink, at: OffsetDateTime) -> Option<AccountLink> {
    let mut uow = adapter.begin().await;
    let outcome = uow.account_links().consume(&link.digest, at).await.unwrap();
    uow.commit().await.unwrap();
    outcome
}

/// Which of the links are still good.
async fn standing(adapter: &Adapter, links: &[AccountLink]) -> Vec<u8> {
    let mut uow = adapter.begin().await;
    let mut standing = Vec::new();
    for link in links {
        standing.extend(uow.account_links().find(&link.digest, at(5)).await.unwrap().map(|link| link.digest.0[0]));
    }
    standing
}
