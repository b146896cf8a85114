//! Sends the mails of the outbox.
//!
//! Each round first answers requests for links, which queue mails of their own. Then it claims due mails with a lease,
//! sends them with no transaction open, and records the outcome.

use std::sync::Arc;

use deskhand_domain::PersonId;
use deskhand_domain::ports::{ClaimedMail, Notifier};
use deskhand_domain::use_cases::{ClaimedMails, DeliveryRules, Error, Unsendable, UseCases};
use deskhand_http_core::metrics::Metrics;
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use tokio::sync::watch;

use crate::delivery_log::log_outcome;
use crate::in_flight_deliveries::InFlightDeliveries;
use crate::system::{Receiver, WakeSignal};

/// The most requests for links that are answered before the next mails are claimed.
const LINK_REQUESTS: u32 = 100;

/// How often a worker looks whether mail was resumed.
const PAUSED_POLL_INTERVAL: std::time::Duration = std::time::Duration::from_millis(250);

/// Sends mails. Clones and other instances share the outbox; each mail goes to one of them.
#[derive(Clone)]
pub struct MailWorker {
    pub(crate) desk: UseCases,
    pub(crate) notifier: Arc<dyn Notifier>,
    pub(crate) rules: DeliveryRules,
    pub(crate) concurrency: u32,
    pub(crate) poll_interval: std::time::Duration,
    pub(crate) wake_signal: WakeSignal,
    pub(crate) metrics: Metrics,
}

impl MailWorker {
    /// Runs until `stop` becomes true, then finishes the deliveries in flight.
    ///
    /// It claims up to half of `concurrency` at a time, and no mail to a recipient who has one in flight. A mail server
    /// that hangs on one recipient thus delays only the mails to that recipient.
    #[tracing::instrument(name = "mail_worker", skip_all)]
    pub(crate) async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut changes = self.wake_signal.subscribe();
        let batch = (self.concurrency / 2).max(1);
        let mut in_flight = InFlightDeliveries::default();
        let mut may_be_due = true;
        let mut is_paused = false;
        while !*stop.borrow() {
            if may_be_due && in_flight.count() + batch <= self.concurrency {
                (may_be_due, is_paused) = self.claim_more(batch, &mut in_flight).await;
                continue;
            }
            tokio::select! {
                recipient_is_free = in_flight.next() => may_be_due |= recipient_is_free,
                () = self.wait(is_paused, &mut changes, &mut stop) => may_be_due = true,
            }
        }
        in_flight.finish().await;
    }

    /// Returns whether any mail was claimed, and whether mail is paused.
    async fn claim_more(&self, limit: u32, in_flight: &mut InFlightDeliveries<PersonId>) -> (bool, bool) {
        match self.claim(limit, &in_flight.recipients()).await {
            Ok(claimed) => {
                let outcome = (!claimed.is_empty(), claimed.is_paused);
                for delivery in claimed.deliveries {
                    let worker = self.clone();
                    let recipient = delivery.mail.recipient;
                    in_flight.start(recipient, async move { worker.deliver(delivery).await });
                }
                outcome
            }
            Err(error) => {
                let interval = self.poll_interval;
                tracing::error!(%error, "The outbox can't be read or written; trying again within {interval:?}");
                (false, false)
            }
        }
    }

    /// Sends everything that is due now, and returns the number of mails: for tests.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn drain(&self) -> Result<usize, Error> {
        let mut count = 0;
        loop {
            let claimed = self.claim(self.concurrency, &[]).await?;
            if claimed.is_empty() {
                return Ok(count);
            }
            count += claimed.deliveries.len();
            let in_flight = claimed.deliveries.into_iter().map(|delivery| self.deliver(delivery));
            in_flight.collect::<FuturesUnordered<_>>().collect::<()>().await;
        }
    }

    async fn claim(&self, limit: u32, except: &[PersonId]) -> Result<ClaimedMails, Error> {
        self.answer_link_requests().await;
        let claimed = self.desk.mail().claim(limit, except, &self.rules).await?;
        for Unsendable { id, attempt, outcome } in &claimed.unsendable {
            log_outcome(&self.metrics, *id, *attempt, Ok(outcome));
        }
        Ok(claimed)
    }

    /// A failure here is only logged: mails that are queued already go out all the same.
    async fn answer_link_requests(&self) {
        match self.desk.email_links().answer_requests(LINK_REQUESTS).await {
            Ok(requests) => {
                for reason in requests.dropped {
                    tracing::error!(reason, "Dropped a request for a link");
                }
            }
            Err(error) => tracing::error!(%error, "Requests for links can't be answered; trying again"),
        }
    }

    async fn deliver(&self, delivery: ClaimedMail) {
        let (id, attempt) = (delivery.mail.id, delivery.attempt);
        let outcome = self.desk.mail().deliver(delivery, &*self.notifier, &self.rules).await;
        log_outcome(&self.metrics, id, attempt, outcome.as_ref());
    }

    /// Mail is resumed by another process, which can't signal this one. So it is looked at often while mail is paused.
    async fn wait(&self, is_paused: bool, changes: &mut Receiver, stop: &mut watch::Receiver<bool>) {
        let interval = if is_paused { self.poll_interval.min(PAUSED_POLL_INTERVAL) } else { self.poll_interval };
        tokio::select! {
            () = changes.woken() => {}
            () = tokio::time::sleep(interval) => {}
            _ = stop.changed() => {}
        }
    }
}
