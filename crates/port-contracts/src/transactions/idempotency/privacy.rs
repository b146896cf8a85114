//! The keys of a removed person, and answers about them, are deleted.

use deskhand_domain::ports::KeyClaim;
use deskhand_domain::testing::person_id;

use super::fixture::{a_request, answered, carry_out};
use crate::Adapter;
use crate::fixtures::at;

pub(crate) async fn the_requests_of_somebody_and_answers_about_them_are_forgotten_and_others_stay(adapter: &Adapter) {
    let (ada, ben) = (person_id("ada"), person_id("ben"));
    let theirs = [(Some(ada), "one", None), (Some(ben), "two", Some(ada)), (None, "three", Some(ada))];
    let others = [(Some(ben), "one", None), (Some(ben), "three", Some(ben)), (None, "two", None)];
    for (owner, key, about) in theirs.into_iter().chain(others) {
        let request = a_request(owner, key, 1);
        let mut uow = adapter.begin().await;
        uow.idempotency_keys().claim(&request, at(1), at(0)).await.unwrap();
        uow.idempotency_keys().keep_answer(&request, "kept", about).await.unwrap();
        uow.commit().await.unwrap();
    }
    let mut uow = adapter.begin().await;
    uow.idempotency_keys().forget_person(ada).await.unwrap();
    uow.commit().await.unwrap();
    for (owner, key, _) in theirs {
        assert_eq!(carry_out(adapter, &a_request(owner, key, 1), "").await, KeyClaim::First, "{owner:?} {key}");
    }
    for (owner, key, _) in others {
        assert_eq!(carry_out(adapter, &a_request(owner, key, 1), "").await, answered("kept"), "{owner:?} {key}");
    }
}
