//! A person has at most one link for each purpose.

use deskhand_domain::people::EmailAddress;
use deskhand_domain::people::LinkPurpose::{AcceptInvitation, ResetPassword, UndoEmailChange, VerifyEmail};
use deskhand_domain::ports::AccountLink;
use deskhand_domain::testing::an_engineer;

use super::fixture::{a_kept_customer, keep, link, standing};
use crate::Adapter;
use crate::fixtures::at;

pub(crate) async fn a_new_link_replaces_the_older_of_its_person_and_purpose_only(adapter: &Adapter) {
    let (person, other) = (a_kept_customer(adapter).await, an_engineer().build());
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
    let (person, other) = (a_kept_customer(adapter).await, an_engineer().build());
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

pub(crate) async fn links_that_undo_a_change_replace_each_other_only_at_one_address_and_reserve_it(adapter: &Adapter) {
    let person = a_kept_customer(adapter).await;
    let to = |n, address: &str| {
        let address = EmailAddress::parse(address).unwrap();
        AccountLink { address, ..link(n, person, UndoEmailChange) }
    };
    let all = [
        to(1, "Owner@example.org"),
        to(2, "second@example.org"),
        to(3, "second@example.org"),
        link(4, person, ResetPassword),
    ];
    keep(adapter, &all).await;
    assert_eq!(standing(adapter, &all).await, [1, 3, 4]);

    let mut uow = adapter.begin().await;
    let reserved =
        [("owner@Example.org", Some(person)), ("second@example.org", Some(person)), ("some.one+4@example.org", None)];
    for (address, expected) in reserved {
        let address = EmailAddress::parse(address).unwrap();
        assert_eq!(uow.account_links().reserved_for(&address, at(5)).await.unwrap(), expected, "{address}");
        assert_eq!(uow.account_links().reserved_for(&address, at(60 * 24 + 4)).await.unwrap(), None, "expired");
    }
    uow.account_links().drop_since(person, UndoEmailChange, at(2)).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(standing(adapter, &all).await, [1, 4]);
}
