//! A link can be used once, until it expires.

use std::sync::Arc;

use deskhand_domain::people::LinkPurpose::{ResetPassword, VerifyEmail};
use deskhand_domain::ports::AccountLink;
use time::{Duration, OffsetDateTime};

use super::fixture::{a_kept_customer, keep, link};
use crate::Adapter;
use crate::fixtures::{at, at_once};

pub(crate) async fn a_link_is_good_until_the_moment_it_expires(adapter: &Adapter) {
    let link = link(1, a_kept_customer(adapter).await, VerifyEmail);
    keep(adapter, std::slice::from_ref(&link)).await;
    assert_eq!(consume(adapter, &link, link.expires_at).await, None);
    assert_eq!(consume(adapter, &link, link.expires_at - Duration::MILLISECOND).await, Some(link.clone()));
    assert_eq!(consume(adapter, &link, at(1)).await, None, "it was used");
}

pub(crate) async fn a_dropped_unit_of_work_uses_up_no_link(adapter: &Adapter) {
    let link = link(1, a_kept_customer(adapter).await, ResetPassword);
    keep(adapter, std::slice::from_ref(&link)).await;
    let mut uow = adapter.begin().await;
    assert!(uow.account_links().consume(&link.digest, at(1)).await.unwrap().is_some());
    drop(uow);
    assert_eq!(consume(adapter, &link, at(1)).await, Some(link));
}

pub(crate) async fn a_link_is_good_once_even_if_fifty_follow_it_at_once(adapter: &Adapter) {
    let link = link(1, a_kept_customer(adapter).await, ResetPassword);
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

async fn consume(adapter: &Adapter, link: &AccountLink, at: OffsetDateTime) -> Option<AccountLink> {
    let mut uow = adapter.begin().await;
    let outcome = uow.account_links().consume(&link.digest, at).await.unwrap();
    uow.commit().await.unwrap();
    outcome
}
