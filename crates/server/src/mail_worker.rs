//! Sends what the outbox holds: answers requests for links first, so that their mails are among it; then claims with a
//! lease, sends with no transaction open, records what came of it.

use std::sync::Arc;

use deskhand_domain::ports::{ClaimedMail, Notifier};
use deskhand_domain::use_cases::{ClaimedMails, DeliveryOutcome, DeliveryRules, Error, Unsendable, UseCases};
use deskhand_domain::{MailId, PersonId};
use deskhand_http::Metrics;
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use tokio::sync::watch;

use crate::in_flight_deliveries::InFlightDeliveries;
use crate::system::{Receiver, WakeSignal};

/// How many requests for links are answered before letters have their turn again.
const LINK_REQUESTS: u32 = 100;

/// The worker. Its copies share the outbox; each mail goes to one of them.
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
    /// Works until `stop` says so; letters under way are finished first.
    ///
    /// Half of the letters that may be under way are claimed at a time, and none for somebody who has one under way: a mail
    /// server that hangs on one recipient holds up their letters, and nobody else's.
    pub(crate) async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut news = self.wake_signal.listen();
        let at_a_time = (self.concurrency / 2).max(1);
        let mut under_way = InFlightDeliveries::default();
        let mut may_be_due = true;
        while !*stop.borrow() {
            if may_be_due && under_way.count() + at_a_time <= self.concurrency {
                may_be_due = self.claim_more(at_a_time, &mut under_way).await;
                continue;
            }
            tokio::select! {
                recipient_is_free = under_way.next() => may_be_due |= recipient_is_free,
                () = self.wait(&mut news, &mut stop) => may_be_due = true,
            }
        }
        under_way.finish().await;
    }

    /// Says whether there was anything.
    async fn claim_more(&self, limit: u32, under_way: &mut InFlightDeliveries) -> bool {
        match self.claim(limit, &under_way.recipients()).await {
            Ok(claimed) => {
                let any = !claimed.is_empty();
                for delivery in claimed.deliveries {
                    let worker = self.clone();
                    let recipient = delivery.mail.recipient;
                    under_way.begin(recipient, async move { worker.deliver(delivery).await });
                }
                any
            }
            Err(error) => {
                tracing::error!(%error, "the outbox can't be read or written; trying again");
                false
            }
        }
    }

    /// Sends everything that is due now, and says how many letters that were.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn drain(&self) -> Result<usize, Error> {
        let mut all = 0;
        loop {
            let claimed = self.claim(self.concurrency, &[]).await?;
            if claimed.is_empty() {
                return Ok(all);
            }
            all += claimed.deliveries.len();
            let under_way = claimed.deliveries.into_iter().map(|delivery| self.deliver(delivery));
            under_way.collect::<FuturesUnordered<_>>().collect::<()>().await;
        }
    }

    async fn claim(&self, limit: u32, but_not: &[PersonId]) -> Result<ClaimedMails, Error> {
        self.answer_link_requests().await;
        let claimed = self.desk.mail().claim(limit, but_not, &self.rules).await?;
        for Unsendable { id, attempt, outcome } in &claimed.unsendable {
            self.report(*id, *attempt, Ok(outcome));
        }
        Ok(claimed)
    }

    /// Letters that are queued already go out whatever is wrong with these.
    async fn answer_link_requests(&self) {
        match self.desk.email_links().answer_requests(LINK_REQUESTS).await {
            Ok(requests) => {
                for reason in requests.dropped {
                    tracing::error!(reason, "a request for a link was dropped");
                }
            }
            Err(error) => tracing::error!(%error, "a request for a link can't be answered; trying again"),
        }
    }

    async fn deliver(&self, delivery: ClaimedMail) {
        let (id, attempt) = (delivery.mail.id, delivery.attempt);
        let outcome = self.desk.mail().deliver(delivery, &*self.notifier, &self.rules).await;
        self.report(id, attempt, outcome.as_ref());
    }

    fn report(&self, id: MailId, attempt: u32, outcome: Result<&DeliveryOutcome, &Error>) {
        if let Ok(outcome) = outcome {
            self.metrics.mail_tried(outcome);
        }
        match outcome {
            Ok(DeliveryOutcome::Sent { answer }) => tracing::debug!(mail = %id, attempt, answer, "sent"),
            Ok(DeliveryOutcome::Retry { at, error }) => {
                tracing::warn!(mail = %id, attempt, %at, error, "not sent; will try again");
            }
            Ok(DeliveryOutcome::Dead { error }) => tracing::error!(mail = %id, attempt, error, "given up"),
            Ok(DeliveryOutcome::Dropped { reason }) => tracing::info!(mail = %id, reason, "not to be sent any more"),
            Ok(DeliveryOutcome::Superseded) => tracing::warn!(mail = %id, attempt, "another worker has it by now"),
            Err(error) => tracing::error!(mail = %id, attempt, %error, "the outcome was not recorded"),
        }
    }

    async fn wait(&self, news: &mut Receiver, stop: &mut watch::Receiver<bool>) {
        tokio::select! {
            () = news.woken() => {}
            () = tokio::time::sleep(self.poll_interval) => {}
            _ = stop.changed() => {}
        }
    }
}
