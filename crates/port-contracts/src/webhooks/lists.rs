//! What was sent is listed, counted and forgotten.

use deskhand_domain::ports::{DeliveryCounts, DeliveryPosition, PageLimit};
use deskhand_domain::webhooks::{Delivery, DeliveryState, Webhook, WebhookState};

use super::fixture::{claim, delivery, enqueue, keep, settle, webhook};
use crate::Adapter;
use crate::fixtures::at;

/// Five deliveries, of which the second was delivered and the fourth given up.
async fn five(adapter: &Adapter) {
    keep(adapter, &[webhook(1), webhook(2)]).await;
    enqueue(adapter, &(1..=5).map(|n| delivery(n, n)).collect::<Vec<_>>()).await;
    claim(adapter, at(9)).await;
    settle(adapter, 2, 1, DeliveryState::Delivered, at(12)).await;
    settle(adapter, 4, 1, DeliveryState::Dead, at(14)).await;
}

async fn list(adapter: &Adapter, states: &[DeliveryState]) -> Vec<String> {
    let (mut bodies, mut after) = (Vec::new(), None);
    loop {
        let limit = PageLimit::parse(2).unwrap();
        let page = adapter.webhooks.deliveries(webhook(1).id, states.to_vec(), after, limit, true).await.unwrap();
        bodies.extend(page.rows.iter().map(|row: &Delivery| row.body.clone()));
        after = page.rows.last().map(DeliveryPosition::of);
        if !page.has_more {
            assert_eq!(page.total.unwrap().rows(), bodies.len() as u64);
            return bodies;
        }
    }
}

pub(crate) async fn deliveries_are_listed_by_state_newest_first_over_all_pages(adapter: &Adapter) {
    five(adapter).await;
    let body = |n: i64| delivery(n, n).delivery.body;
    assert_eq!(list(adapter, &[]).await, [5, 4, 3, 2, 1].map(body));
    assert_eq!(list(adapter, &[DeliveryState::Pending]).await, [5, 3, 1].map(body));
    assert_eq!(list(adapter, &[DeliveryState::Dead, DeliveryState::Delivered]).await, [4, 2].map(body));
    let none = adapter.webhooks.deliveries(webhook(2).id, Vec::new(), None, PageLimit::default(), false).await.unwrap();
    assert_eq!((none.rows.len(), none.has_more, none.total), (0, false, None));
}

pub(crate) async fn settled_deliveries_are_forgotten_in_bounded_numbers(adapter: &Adapter) {
    five(adapter).await;
    let forget = async |before, limit| {
        let mut uow = adapter.begin().await;
        let count = uow.webhooks().forget_settled(before, limit).await.unwrap();
        uow.commit().await.unwrap();
        count
    };
    assert_eq!(forget(at(12), 9).await, 0);
    assert_eq!(forget(at(90), 1).await, 1);
    assert_eq!(forget(at(90), 9).await, 1);
    assert_eq!(forget(at(90), 9).await, 0, "what is pending stays");
    assert_eq!(list(adapter, &[]).await, [5, 3, 1].map(|n| delivery(n, n).delivery.body));
}

pub(crate) async fn what_is_pending_is_counted(adapter: &Adapter) {
    let nothing = DeliveryCounts::default();
    assert_eq!(adapter.webhooks.counts().await.unwrap(), nothing);
    five(adapter).await;
    let counts = adapter.webhooks.counts().await.unwrap();
    assert_eq!(counts, DeliveryCounts { pending: 3, oldest_pending: Some(at(1)) });
    let mut uow = adapter.begin().await;
    uow.webhooks().update(&Webhook { state: WebhookState::Gone, ..webhook(1) }).await.unwrap();
    uow.commit().await.unwrap();
    let counts = adapter.webhooks.counts().await.unwrap();
    assert_eq!(counts, DeliveryCounts { pending: 3, oldest_pending: None }, "what waits for an admin is not late");
}
