//! A person has at most one link for each purpose.

use deskhand_domain::people::LinkPurpose::{AcceptInvitation, ResetPassword, VerifyEmail};
use deskhand_domain::testing::an_engineer;

use super::fixture::{keep, link, somebody, standing};
use crate::Adapter;

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
