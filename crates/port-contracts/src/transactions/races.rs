//! Of several units of work that want the same row at once, one gets it.

use std::sync::Arc;

use deskhand_domain::assignment::least_loaded;
use deskhand_domain::ports::{Consumed, PersonKey};
use deskhand_domain::testing::{a_customer, an_engineer};
use time::Duration;

use crate::Adapter;
use crate::fixtures::{at, at_once, queued_mail, sorted, token};

pub(crate) async fn eight_workers_never_claim_the_same_notice(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    let mails: Vec<_> = (0..200).map(queued_mail).collect();
    let mut uow = adapter.begin().await;
    uow.outbox().enqueue(&mails).await.unwrap();
    uow.commit().await.unwrap();
    let claims = at_once(8, |_| {
        let storage = Arc::clone(&adapter.storage);
        async move {
            let mut mine = Vec::new();
            loop {
                let mut uow = storage.begin().await.unwrap();
                let claimed = uow.outbox().claim_due(at(999), Duration::minutes(15), 7, &[]).await.unwrap().deliveries;
                uow.commit().await.unwrap();
                if claimed.is_empty() {
                    return mine;
                }
                assert!(mine.len() < 200, "claimed notices are given again and again");
                mine.extend(claimed.into_iter().map(|claimed_mail| (claimed_mail.mail.id, claimed_mail.attempt)));
            }
        }
    })
    .await;
    let expected: Vec<_> = mails.iter().map(|mail| (mail.id, 1)).collect();
    assert_eq!(sorted(claims.into_iter().flatten()), expected);
}

pub(crate) async fn a_refresh_token_is_good_once_even_if_fifty_present_it_at_once(adapter: &Adapter) {
    let customer = a_customer().build();
    adapter.keep_people(std::slice::from_ref(&customer)).await;
    let token = token(1, 1, customer.id);
    let mut uow = adapter.begin().await;
    uow.sessions().begin_session(&token, None).await.unwrap();
    uow.commit().await.unwrap();
    let outcomes = at_once(50, |_| {
        let (storage, digest) = (Arc::clone(&adapter.storage), token.digest);
        async move {
            let mut uow = storage.begin().await.unwrap();
            let outcome = uow.sessions().consume(&digest, at(1)).await.unwrap();
            uow.commit().await.unwrap();
            outcome
        }
    })
    .await;
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == Consumed::First(token.clone())).count(), 1);
    assert_eq!(
        outcomes.iter().filter(|outcome| **outcome == Consumed::Again { token: token.clone(), used_at: at(1) }).count(),
        49
    );
}

/// A unit of work that locks the engineers decides alone, on loads that stay true until its commit.
pub(crate) async fn loads_decided_on_at_once_differ_by_at_most_one(adapter: &Adapter) {
    let engineers: Vec<_> = (0..4).map(|n| an_engineer().username(&format!("engineer{n}")).build()).collect();
    adapter.keep_people(&engineers).await;
    at_once(42, |i| {
        let storage = Arc::clone(&adapter.storage);
        async move {
            let mut uow = storage.begin().await.unwrap();
            let loads = uow.workload().lock_engineers().await.unwrap();
            let chosen = least_loaded(&loads).unwrap().id;
            uow.workload().add_open(chosen).await.unwrap();
            uow.workload().note_assignment(chosen, at(i.cast_signed())).await.unwrap();
            uow.commit().await.unwrap();
        }
    })
    .await;
    let mut loads = Vec::new();
    for engineer in &engineers {
        loads.push(adapter.people.find(PersonKey::Id(engineer.id)).await.unwrap().unwrap().open_tickets);
    }
    assert_eq!(sorted(loads), [10, 10, 11, 11]);
}

pub(crate) async fn of_many_first_starts_one_sees_nobody(adapter: &Adapter) {
    let first = at_once(10, |i| {
        let storage = Arc::clone(&adapter.storage);
        async move {
            let mut uow = storage.begin().await.unwrap();
            let empty = uow.people().is_empty().await.unwrap();
            if empty {
                uow.people().insert(&a_customer().username(&format!("person{i}")).build()).await.unwrap();
                uow.commit().await.unwrap();
            }
            empty
        }
    })
    .await;
    assert_eq!(first.into_iter().filter(|empty| *empty).count(), 1);
}
