//! Webhooks are kept whole, and are sent events from one place on.

use std::sync::Arc;

use deskhand_domain::history::EventKind;
use deskhand_domain::webhooks::{SealedKey, Webhook, WebhookDescription, WebhookKinds, WebhookState, WebhookUrl};
use time::Duration;

use super::fixture::{delivery, enqueue, keep, position, webhook};
use crate::Adapter;
use crate::fixtures::{at, at_once};

pub(crate) async fn a_webhook_comes_back_as_it_was_and_goes_with_its_deliveries(adapter: &Adapter) {
    // The older one has the higher id, so that only its age can put it first.
    keep(adapter, &[webhook(1), Webhook { created_at: at(0), ..webhook(2) }]).await;
    let ids = |webhooks: Vec<Webhook>| webhooks.into_iter().map(|webhook| webhook.id).collect::<Vec<_>>();
    assert_eq!(ids(adapter.webhooks.list().await.unwrap()), [webhook(2).id, webhook(1).id]);
    assert_eq!(adapter.webhooks.find(webhook(1).id).await.unwrap(), Some(webhook(1)));

    let mut changed = Webhook {
        url: WebhookUrl::parse("https://other.example/?a=1,2").unwrap(),
        description: Some(WebhookDescription::parse("Für den Chat").unwrap()),
        kinds: WebhookKinds::parse([EventKind::Assigned, EventKind::TicketOpened]).unwrap(),
        state: WebhookState::Failing,
        failing_since: Some(at(7)),
        updated_at: at(8),
        ..webhook(1)
    };
    changed.keys.rotate(SealedKey(vec![0, 255]), at(8));
    let mut uow = adapter.begin().await;
    uow.webhooks().update(&changed).await.unwrap();
    assert_eq!(uow.webhooks().find(changed.id).await.unwrap(), Some(changed.clone()));
    assert_eq!(uow.webhooks().count().await.unwrap(), 2);
    uow.commit().await.unwrap();
    assert_eq!(adapter.webhooks.find(changed.id).await.unwrap(), Some(changed.clone()));

    enqueue(adapter, &[delivery(1, 1)]).await;
    let mut uow = adapter.begin().await;
    uow.webhooks().delete(changed.id).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(adapter.webhooks.find(changed.id).await.unwrap(), None);
    assert_eq!(adapter.webhooks.delivery(delivery(1, 1).delivery.id).await.unwrap(), None);
    assert_eq!(ids(adapter.webhooks.list().await.unwrap()), [webhook(2).id]);
}

/// There are never more webhooks than allowed.
pub(crate) async fn units_of_work_that_count_the_webhooks_wait_for_each_other(adapter: &Adapter) {
    keep(adapter, &[]).await;
    let counts = at_once(8, |n| {
        let storage = Arc::clone(&adapter.storage);
        async move {
            let mut uow = storage.begin().await.unwrap();
            let count = uow.webhooks().count().await.unwrap();
            uow.webhooks().insert(&webhook(i64::try_from(n).unwrap() + 1), position(5, 0)).await.unwrap();
            uow.commit().await.unwrap();
            count
        }
    });
    let mut counts = counts.await;
    counts.sort_unstable();
    assert_eq!(counts, (0..8).collect::<Vec<_>>());
}

pub(crate) async fn only_active_webhooks_are_sent_events(adapter: &Adapter) {
    let stopped = Webhook { state: WebhookState::Paused, ..webhook(2) };
    keep(adapter, &[webhook(1), stopped.clone()]).await;
    assert_eq!(adapter.webhooks.positions().await.unwrap(), [(webhook(1).id, position(5, 0))]);
    assert_eq!(adapter.webhooks.due(at(9)).await.unwrap(), []);
    let mut to_stopped = delivery(2, 1);
    to_stopped.delivery.webhook = stopped.id;
    enqueue(adapter, &[to_stopped]).await;
    enqueue(adapter, &[delivery(1, 1)]).await;
    assert_eq!(adapter.webhooks.due(at(1) - Duration::MILLISECOND).await.unwrap(), []);
    assert_eq!(adapter.webhooks.due(at(9)).await.unwrap(), [webhook(1).id]);
    super::fixture::claim(adapter, at(9)).await;
    assert_eq!(adapter.webhooks.due(at(9)).await.unwrap(), [], "claimed");
}

pub(crate) async fn the_place_of_a_webhook_moves_once_from_each_place(adapter: &Adapter) {
    keep(adapter, &[webhook(1)]).await;
    for (from, to, moves) in [
        (position(5, 0), position(5, 9), true),
        (position(5, 0), position(6, 1), false),
        (position(5, 9), position(6, 1), true),
    ] {
        let mut uow = adapter.begin().await;
        assert_eq!(uow.webhooks().advance(webhook(1).id, from, to).await.unwrap(), moves, "{from:?}");
        uow.commit().await.unwrap();
    }
    // A change of the webhook leaves its place.
    let mut uow = adapter.begin().await;
    uow.webhooks().update(&Webhook { failing_since: Some(at(1)), ..webhook(1) }).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(adapter.webhooks.positions().await.unwrap(), [(webhook(1).id, position(6, 1))]);
    let mut uow = adapter.begin().await;
    assert!(
        !uow.webhooks().advance(webhook(3).id, position(5, 0), position(5, 9)).await.unwrap(),
        "there is no such webhook"
    );
}
