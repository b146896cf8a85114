//! Deliveries belong to one worker at a time.

use deskhand_domain::webhooks::DeliveryState;
use time::Duration;

use super::fixture::{LEASE, claim, delivery, enqueue, keep, settle, webhook};
use crate::Adapter;
use crate::fixtures::{at, at_once};

pub(crate) async fn a_delivery_belongs_to_one_worker_until_its_lease_ends(adapter: &Adapter) {
    keep(adapter, &[webhook(1)]).await;
    enqueue(adapter, &[delivery(1, 1)]).await;
    for attempt in 1..=3 {
        let now = at(1) + (LEASE + Duration::SECOND) * (attempt - 1);
        let claimed = claim(adapter, now).await;
        assert_eq!(claimed.iter().map(|claimed| claimed.attempt).collect::<Vec<_>>(), [attempt]);
        assert_eq!(claimed[0].delivery, delivery(1, 1).delivery, "a claim is no try");
        assert_eq!(claim(adapter, now + LEASE - Duration::SECOND).await, []);
    }
}

pub(crate) async fn the_result_of_an_old_attempt_changes_no_delivery(adapter: &Adapter) {
    keep(adapter, &[webhook(1)]).await;
    enqueue(adapter, &[delivery(1, 1)]).await;
    claim(adapter, at(1)).await;
    claim(adapter, at(1) + LEASE).await;
    assert!(!settle(adapter, 1, 1, DeliveryState::Dead, at(2)).await);
    assert!(settle(adapter, 1, 2, DeliveryState::Delivered, at(3)).await);
    assert!(!settle(adapter, 1, 2, DeliveryState::Dead, at(4)).await, "settled already");
    let kept = adapter.webhooks.delivery(delivery(1, 1).delivery.id).await.unwrap().unwrap();
    assert_eq!((kept.state, kept.tries, kept.settled_at), (DeliveryState::Delivered, 1, Some(at(3))));
    assert_eq!((kept.due_at, kept.last_status, kept.last_answer.as_deref()), (None, Some(503), Some("busy")));
}

pub(crate) async fn a_delivery_that_is_sent_again_has_all_its_tries(adapter: &Adapter) {
    keep(adapter, &[webhook(1)]).await;
    enqueue(adapter, &[delivery(1, 1)]).await;
    claim(adapter, at(1)).await;
    settle(adapter, 1, 1, DeliveryState::Pending, at(2)).await;
    claim(adapter, at(2)).await;
    settle(adapter, 1, 2, DeliveryState::Dead, at(3)).await;
    let mut uow = adapter.begin().await;
    let id = delivery(1, 1).delivery.id;
    assert_eq!(uow.webhooks().delivery(id).await.unwrap().unwrap().tries, 2);
    uow.webhooks().requeue(id, at(5)).await.unwrap();
    uow.commit().await.unwrap();
    let again = adapter.webhooks.delivery(id).await.unwrap().unwrap();
    assert_eq!((again.state, again.tries, again.settled_at), (DeliveryState::Pending, 0, None));
    assert_eq!(again.due_at, Some(at(5)));
    let claimed = claim(adapter, at(5)).await;
    assert_eq!(
        claimed.iter().map(|claimed| claimed.attempt).collect::<Vec<_>>(),
        [3],
        "outcomes of old attempts count for nothing"
    );
}

pub(crate) async fn eight_workers_claim_each_delivery_once(adapter: &Adapter) {
    keep(adapter, &[webhook(1)]).await;
    let deliveries: Vec<_> = (1..=40).map(|n| delivery(n, n)).collect();
    enqueue(adapter, &deliveries).await;
    let claims = at_once(8, |_| {
        let storage = adapter.storage.clone();
        async move {
            let mut claimed = Vec::new();
            for _ in 0..10 {
                let mut uow = storage.begin().await.unwrap();
                claimed.extend(uow.webhooks().claim_due(webhook(1).id, at(90), LEASE, 3).await.unwrap());
                uow.commit().await.unwrap();
            }
            claimed
        }
    });
    let mut claimed: Vec<_> = claims.await.into_iter().flatten().map(|claimed| claimed.delivery.id).collect();
    claimed.sort();
    let mut all: Vec<_> = deliveries.iter().map(|queued| queued.delivery.id).collect();
    all.sort();
    assert_eq!(claimed, all);
}
