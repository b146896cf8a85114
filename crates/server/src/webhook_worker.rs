//! Sends what happens to webhooks.
//!
//! One loop queues the events that happened since it ran last. The other one claims due deliveries with a lease, sends them with no transaction open, and records what
//! became of them. A receiver that is slow or away holds only its own places.

use std::sync::Arc;
use std::time::Duration;

use deskhand_domain::WebhookId;
use deskhand_domain::ports::{ClaimedDelivery, WebhookSender};
use deskhand_domain::use_cases::{DeliveryTry, Error, UseCases};
use deskhand_http_core::metrics::Metrics;
use tokio::sync::{Notify, watch};
use tokio::time::sleep;

use crate::in_flight_deliveries::InFlightDeliveries;
use crate::system::WakeSignal;

/// How many deliveries are on their way to one receiver at once, from this instance.
const AT_ONCE: u32 = 4;

/// The pause after events were queued: changes that follow each other are queued together.
const GATHER: Duration = Duration::from_millis(50);

/// Sends deliveries. Clones and other instances share the queue; each delivery goes to one of them.
#[derive(Clone)]
pub struct WebhookWorker {
    pub(crate) desk: UseCases,
    pub(crate) sender: Arc<dyn WebhookSender>,
    pub(crate) poll_interval: Duration,
    pub(crate) wake_signal: WakeSignal,
    pub(crate) metrics: Metrics,
}

impl WebhookWorker {
    /// Runs until `stop` becomes true, then finishes what is on its way.
    #[tracing::instrument(name = "webhook_worker", skip_all)]
    pub(crate) async fn run(self, stop: watch::Receiver<bool>) {
        let queued = Notify::new();
        tokio::join!(self.queue(&queued, stop.clone()), self.send(&queued, stop));
    }

    /// Queues what happens, after each change and at intervals: another instance may have made one.
    async fn queue(&self, queued: &Notify, mut stop: watch::Receiver<bool>) {
        let mut changes = self.wake_signal.subscribe();
        let mut failures = Failures::default();
        while !*stop.borrow() {
            match failures.note(self.desk.webhooks().queue_events().await, self.poll_interval) {
                None | Some(0) => {}
                Some(_) => queued.notify_one(),
            }
            sleep(GATHER).await;
            tokio::select! {
                () = changes.woken() => {}
                () = sleep(self.poll_interval) => {}
                _ = stop.changed() => {}
            }
        }
    }

    /// Sends what is due, whenever something is queued or a place is free again, and at intervals.
    async fn send(&self, queued: &Notify, mut stop: watch::Receiver<bool>) {
        let mut changes = self.wake_signal.subscribe();
        let mut in_flight = InFlightDeliveries::default();
        let mut failures = Failures::default();
        while !*stop.borrow() {
            failures.note(self.claim_more(&mut in_flight).await, self.poll_interval);
            tokio::select! {
                _ = in_flight.next() => {}
                () = queued.notified() => {}
                () = changes.woken() => {}
                () = sleep(self.poll_interval) => {}
                _ = stop.changed() => {}
            }
        }
        in_flight.finish().await;
    }

    async fn claim_more(&self, in_flight: &mut InFlightDeliveries<WebhookId>) -> Result<(), Error> {
        for webhook in self.desk.webhooks().due().await? {
            let free = AT_ONCE.saturating_sub(in_flight.count_of(webhook));
            if free == 0 {
                continue;
            }
            for claimed in self.desk.webhooks().claim(webhook, free).await? {
                let worker = self.clone();
                in_flight.start(webhook, async move { worker.deliver(claimed).await });
            }
        }
        Ok(())
    }

    /// Queues and sends everything that is due now, and returns how many deliveries that were: for tests.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn drain(&self) -> Result<usize, Error> {
        self.desk.webhooks().queue_events().await?;
        let mut count = 0;
        loop {
            let before = count;
            for webhook in self.desk.webhooks().due().await? {
                for claimed in self.desk.webhooks().claim(webhook, AT_ONCE).await? {
                    count += 1;
                    self.deliver(claimed).await;
                }
            }
            if count == before {
                return Ok(count);
            }
        }
    }

    async fn deliver(&self, claimed: ClaimedDelivery) {
        let (id, webhook, attempt) = (claimed.delivery.id, claimed.delivery.webhook, claimed.attempt);
        let outcome = self.desk.webhooks().deliver(claimed, &*self.sender).await;
        if let Ok(outcome) = &outcome {
            self.metrics.webhook_tried(outcome);
        }
        match outcome {
            Ok(DeliveryTry::Delivered) => tracing::debug!(delivery = %id, %webhook, attempt, "Webhook delivered"),
            Ok(DeliveryTry::Retried { at, error }) => {
                tracing::warn!(delivery = %id, %webhook, attempt, %at, error, "Webhook not delivered; it will be tried again");
            }
            Ok(DeliveryTry::GivenUp { error }) => {
                tracing::error!(delivery = %id, %webhook, attempt, error, "Webhook given up; POST /api/v1/webhooks/{webhook}/deliveries/{id}/redeliver sends it again");
            }
            Ok(DeliveryTry::Superseded) => {
                tracing::warn!(delivery = %id, %webhook, attempt, "The lease expired during a delivery, or the webhook was deleted");
            }
            Err(error) => {
                tracing::error!(delivery = %id, %webhook, attempt, %error, "What became of a delivery was not recorded; it is sent again, with the same id");
            }
        }
    }
}

/// Whether the last try of a loop failed: a store that is away for long is reported once.
#[derive(Default)]
struct Failures {
    is_failing: bool,
}

impl Failures {
    fn note<T>(&mut self, result: Result<T, Error>, again: Duration) -> Option<T> {
        let was_failing = std::mem::replace(&mut self.is_failing, result.is_err());
        match result {
            Ok(value) => {
                if was_failing {
                    tracing::info!("Webhooks can be read again");
                }
                Some(value)
            }
            Err(error) => {
                if !was_failing {
                    tracing::error!(%error, "Webhooks can't be read or written; trying again every {again:?}");
                }
                None
            }
        }
    }
}
