//! Reading a link does not use it.

use deskhand_domain::people::LinkPurpose::{ResetPassword, VerifyEmail};
use deskhand_domain::ports::SecretDigest;

use super::fixture::{a_kept_customer, keep, link};
use crate::Adapter;
use crate::fixtures::at;

pub(crate) async fn a_link_comes_back_as_it_was_and_to_look_does_not_use_it_up(adapter: &Adapter) {
    let link = link(1, a_kept_customer(adapter).await, ResetPassword);
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
