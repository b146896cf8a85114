//! The order of deliveries about one thing.

use deskhand_domain::ports::QueuedDelivery;
use deskhand_domain::webhooks::{Delivery, DeliveryState};
use time::Duration;

use super::fixture::{bodies, delivery, due, enqueue, keep, settle, webhook};
use crate::Adapter;
use crate::fixtures::at;

pub(crate) async fn deliveries_about_one_thing_are_claimed_one_after_the_other(adapter: &Adapter) {
    keep(adapter, &[webhook(1)]).await;
    enqueue(adapter, &[delivery(1, 1), delivery(2, 2), delivery(3, 1)]).await;
    // Queued later, about the first thing; a test waits for none.
    enqueue(adapter, &[delivery(4, 1)]).await;
    let test = delivery(5, 0);
    let test = QueuedDelivery { delivery: Delivery { event: None, about: None, ..test.delivery }, ..test };
    enqueue(adapter, &[test]).await;
    assert_eq!(due(adapter, at(9)).await, bodies(&[1, 2, 5]));
    assert_eq!(due(adapter, at(9)).await, bodies(&[]));

    // While the first one is to be tried again, those behind it wait.
    let later = at(9) + Duration::HOUR;
    assert!(settle(adapter, 1, 1, DeliveryState::Pending, later).await);
    assert_eq!(due(adapter, later - Duration::MILLISECOND).await, bodies(&[2, 5]), "their leases ended");
    assert_eq!(due(adapter, later).await, bodies(&[1]));
    assert!(settle(adapter, 1, 2, DeliveryState::Delivered, later).await);
    assert_eq!(due(adapter, later).await, bodies(&[3]));
    assert!(settle(adapter, 3, 1, DeliveryState::Delivered, later).await);
    assert_eq!(due(adapter, later).await, bodies(&[4]));
}

pub(crate) async fn a_delivery_that_is_given_up_makes_way_for_the_next(adapter: &Adapter) {
    keep(adapter, &[webhook(1)]).await;
    enqueue(adapter, &[delivery(1, 1), delivery(2, 1)]).await;
    assert_eq!(due(adapter, at(9)).await, bodies(&[1]));
    assert!(settle(adapter, 1, 1, DeliveryState::Dead, at(9)).await);
    assert_eq!(due(adapter, at(9)).await, bodies(&[2]));
}

pub(crate) async fn deliveries_that_are_queued_again_come_in_the_order_of_their_events(adapter: &Adapter) {
    keep(adapter, &[webhook(1)]).await;
    enqueue(adapter, &[delivery(1, 1), delivery(2, 1), delivery(3, 1), delivery(4, 2)]).await;
    for n in [1, 2, 4] {
        due(adapter, at(9)).await;
        let state = if n == 2 { DeliveryState::Delivered } else { DeliveryState::Dead };
        assert!(settle(adapter, n, 1, state, at(9)).await, "{n}");
    }
    // The third is on its way since then.
    assert_eq!(due(adapter, at(9)).await, bodies(&[]));
    let again = async |states: &[DeliveryState], since| {
        let mut uow = adapter.begin().await;
        let count = uow.webhooks().requeue_since(webhook(1).id, states, since, at(10)).await.unwrap();
        uow.commit().await.unwrap();
        count
    };
    assert_eq!(again(&[DeliveryState::Dead], at(2)).await, 1, "the first is older");
    assert_eq!(due(adapter, at(10)).await, bodies(&[4]));
    assert_eq!(again(&[DeliveryState::Dead, DeliveryState::Delivered], at(0)).await, 2);
    assert_eq!(due(adapter, at(10)).await, bodies(&[]), "they wait for the third");
    assert!(settle(adapter, 3, 1, DeliveryState::Delivered, at(10)).await);
    assert_eq!(due(adapter, at(10)).await, bodies(&[1]));
    assert!(settle(adapter, 1, 2, DeliveryState::Delivered, at(10)).await);
    assert_eq!(due(adapter, at(10)).await, bodies(&[2]));
}
