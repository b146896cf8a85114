//! Webhooks and their deliveries, as records.

use deskhand_domain::ports::{ClaimedDelivery, FeedPosition, QueuedDelivery};
use deskhand_domain::webhooks::{Delivery, DeliveryState, Webhook};
use time::OffsetDateTime;

#[derive(Clone)]
pub(crate) struct WebhookRow {
    pub(crate) webhook: Webhook,
    /// The place up to which events were queued for it.
    pub(crate) position: FeedPosition,
}

#[derive(Clone)]
pub(crate) struct DeliveryRow {
    pub(crate) delivery: Delivery,
    pub(crate) position: FeedPosition,
    pub(crate) attempt: u32,
    pub(crate) lease_until: Option<OffsetDateTime>,
}

impl DeliveryRow {
    /// Not due yet where it may have to wait for others.
    pub(crate) fn new(queued: &QueuedDelivery) -> Self {
        let mut delivery = queued.delivery.clone();
        delivery.due_at = delivery.due_at.filter(|_| delivery.about.is_none());
        Self { delivery, position: queued.position, attempt: 0, lease_until: None }
    }

    pub(crate) fn is_pending(&self) -> bool {
        self.delivery.state == DeliveryState::Pending
    }

    pub(crate) fn is_claimable(&self, now: OffsetDateTime) -> bool {
        self.delivery.due_at.is_some_and(|due| due <= now) && self.lease_until.is_none_or(|end| end <= now)
    }

    pub(crate) fn claim(&mut self, lease_until: OffsetDateTime) -> ClaimedDelivery {
        self.attempt += 1;
        self.lease_until = Some(lease_until);
        ClaimedDelivery { delivery: self.delivery.clone(), attempt: self.attempt }
    }

    /// Pending with all tries, due at `at`.
    pub(crate) fn queue_again(&mut self, at: Option<OffsetDateTime>) {
        self.lease_until = None;
        let delivery = &mut self.delivery;
        (delivery.state, delivery.tries, delivery.due_at, delivery.settled_at) = (DeliveryState::Pending, 0, at, None);
    }
}
