//! Sign-ins that wait for a code.

use super::fixture::{challenge, digest, two_people};
use crate::Adapter;
use crate::fixtures::at;

pub(crate) async fn a_challenge_comes_back_as_it_was_until_it_expires(adapter: &Adapter) {
    let [person, _] = two_people(adapter).await;
    let first = challenge(9, person);
    let mut counted = first.clone();
    counted.wrong_codes += 1;
    for stored in [first, counted] {
        let mut uow = adapter.begin().await;
        uow.second_factors().save_challenge(&stored).await.unwrap();
        uow.commit().await.unwrap();
        let mut uow = adapter.begin().await;
        assert_eq!(uow.second_factors().find_challenge(&digest(9), at(8)).await.unwrap(), Some(stored));
        assert_eq!(uow.second_factors().find_challenge(&digest(9), at(9)).await.unwrap(), None);
    }
    let mut uow = adapter.begin().await;
    uow.second_factors().drop_challenge(&digest(9)).await.unwrap();
    uow.second_factors().drop_challenge(&digest(77)).await.unwrap();
    assert_eq!(uow.second_factors().find_challenge(&digest(9), at(8)).await.unwrap(), None);
}

pub(crate) async fn expired_challenges_are_forgotten_in_bounded_numbers_and_good_ones_stay(adapter: &Adapter) {
    let [person, other] = two_people(adapter).await;
    let mut uow = adapter.begin().await;
    for n in 1..=6 {
        let owner = if n % 2 == 0 { person } else { other };
        uow.second_factors().save_challenge(&challenge(n, owner)).await.unwrap();
    }
    uow.commit().await.unwrap();
    for forgotten in [3, 1, 0] {
        let mut uow = adapter.begin().await;
        assert_eq!(uow.second_factors().forget_challenges(at(4), 3).await.unwrap(), forgotten);
        uow.commit().await.unwrap();
    }
    let mut uow = adapter.begin().await;
    for n in 1..=6 {
        let found = uow.second_factors().find_challenge(&digest(n), at(0)).await.unwrap();
        assert_eq!(found.is_some(), n > 4, "{n}");
    }
}
