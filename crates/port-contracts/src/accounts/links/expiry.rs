//! Expired links are deleted.

use deskhand_domain::people::LinkPurpose::{AcceptInvitation, ResetPassword, VerifyEmail};

use super::fixture::{a_kept_customer, keep, link, standing};
use crate::Adapter;

pub(crate) async fn expired_links_are_forgotten_in_bounded_numbers_and_good_ones_stay(adapter: &Adapter) {
    let person = a_kept_customer(adapter).await;
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
