//! Links, and which of them are still valid.

use deskhand_domain::PersonId;
use deskhand_domain::people::{EmailAddress, LinkPurpose};
use deskhand_domain::ports::{AccountLink, SecretDigest};
use deskhand_domain::testing::a_customer;
use time::Duration;

use crate::Adapter;
use crate::fixtures::at;

pub(super) async fn a_kept_customer(adapter: &Adapter) -> PersonId {
    let customer = a_customer().build();
    adapter.keep_people(std::slice::from_ref(&customer)).await;
    customer.id
}

/// The nth link, issued `n` minutes after the start, for a day.
pub(super) fn link(n: u8, person: PersonId, purpose: LinkPurpose) -> AccountLink {
    let issued_at = at(n.into());
    let address = EmailAddress::parse(&format!("Some.One+{n}@example.org")).unwrap();
    let expires_at = issued_at + Duration::DAY;
    AccountLink { digest: SecretDigest([n; 32]), person, purpose, address, issued_at, expires_at }
}

pub(super) async fn keep(adapter: &Adapter, links: &[AccountLink]) {
    for link in links {
        let mut uow = adapter.begin().await;
        uow.account_links().add(link).await.unwrap();
        uow.commit().await.unwrap();
    }
}

/// The numbers of the links that are still valid.
pub(super) async fn standing(adapter: &Adapter, links: &[AccountLink]) -> Vec<u8> {
    let mut uow = adapter.begin().await;
    let mut standing = Vec::new();
    for link in links {
        standing.extend(uow.account_links().find(&link.digest, at(5)).await.unwrap().map(|link| link.digest.0[0]));
    }
    standing
}
