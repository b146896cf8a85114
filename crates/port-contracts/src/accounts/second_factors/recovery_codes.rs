//! Recovery codes: each is good once.

use super::fixture::{digest, two_people};
use crate::Adapter;
use crate::fixtures::at_once;

pub(crate) async fn new_recovery_codes_take_the_place_of_the_older_ones(adapter: &Adapter) {
    let [person, other] = two_people(adapter).await;
    let mut uow = adapter.begin().await;
    uow.second_factors().replace_recovery_codes(person, &[digest(1), digest(2)]).await.unwrap();
    uow.second_factors().replace_recovery_codes(other, &[digest(1)]).await.unwrap();
    uow.second_factors().replace_recovery_codes(person, &[digest(2), digest(3), digest(4)]).await.unwrap();
    uow.commit().await.unwrap();

    let mut uow = adapter.begin().await;
    assert_eq!(uow.second_factors().recovery_codes_left(person).await.unwrap(), 3);
    for (code, is_good) in [(1, false), (2, true), (2, false), (3, true), (5, false)] {
        assert_eq!(uow.second_factors().use_recovery_code(person, &digest(code)).await.unwrap(), is_good, "{code}");
    }
    assert_eq!(uow.second_factors().recovery_codes_left(person).await.unwrap(), 1);
    assert!(uow.second_factors().use_recovery_code(other, &digest(1)).await.unwrap());
}

pub(crate) async fn a_recovery_code_is_good_once_even_if_many_show_it_at_once(adapter: &Adapter) {
    let [person, _] = two_people(adapter).await;
    let mut uow = adapter.begin().await;
    uow.second_factors().replace_recovery_codes(person, &[digest(1)]).await.unwrap();
    uow.commit().await.unwrap();

    let storage = std::sync::Arc::clone(&adapter.storage);
    let uses = at_once(20, move |_| {
        let storage = std::sync::Arc::clone(&storage);
        async move {
            let mut uow = storage.begin().await.unwrap();
            uow.people().find(person).await.unwrap();
            let is_good = uow.second_factors().use_recovery_code(person, &digest(1)).await.unwrap();
            uow.commit().await.unwrap();
            is_good
        }
    })
    .await;
    assert_eq!(uses.iter().filter(|is_good| **is_good).count(), 1);
}
