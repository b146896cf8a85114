//! A person has one factor.

use super::fixture::{challenge, digest, factor, two_people};
use crate::Adapter;
use crate::fixtures::at;

pub(crate) async fn a_second_factor_comes_back_as_it_was_and_replaces_the_older_one(adapter: &Adapter) {
    let [person, other] = two_people(adapter).await;
    let mut changed = factor(person);
    changed.confirmed_at = Some(at(4));
    changed.accept(59_000_000);
    changed.wrong_codes = 3;
    for stored in [factor(person), changed] {
        let mut uow = adapter.begin().await;
        uow.second_factors().save(&stored).await.unwrap();
        uow.second_factors().save(&factor(other)).await.unwrap();
        uow.commit().await.unwrap();
        let mut uow = adapter.begin().await;
        assert_eq!(uow.second_factors().find(person).await.unwrap(), Some(stored));
        assert_eq!(uow.second_factors().find(other).await.unwrap(), Some(factor(other)));
    }
}

pub(crate) async fn all_that_belongs_to_a_factor_goes_with_it_and_others_stay(adapter: &Adapter) {
    let [person, other] = two_people(adapter).await;
    let mut uow = adapter.begin().await;
    for (n, owner) in [(7, person), (8, other)] {
        uow.second_factors().save(&factor(owner)).await.unwrap();
        uow.second_factors().replace_recovery_codes(owner, &[digest(1), digest(2)]).await.unwrap();
        uow.second_factors().save_challenge(&challenge(n, owner)).await.unwrap();
    }
    uow.second_factors().remove_of(person).await.unwrap();
    uow.commit().await.unwrap();

    let mut uow = adapter.begin().await;
    assert_eq!(uow.second_factors().find(person).await.unwrap(), None);
    assert_eq!(uow.second_factors().recovery_codes_left(person).await.unwrap(), 0);
    assert_eq!(uow.second_factors().find_challenge(&digest(7), at(1)).await.unwrap(), None);
    assert_eq!(uow.second_factors().find(other).await.unwrap(), Some(factor(other)));
    assert_eq!(uow.second_factors().recovery_codes_left(other).await.unwrap(), 2);
    assert!(uow.second_factors().find_challenge(&digest(8), at(1)).await.unwrap().is_some());
}
