//! Sends what the outbox holds: answers requests for links first, so that their mails are among it; then claims with a lease, sends with no transaction open, records what came of it.

use std::sync::Arc;

use deskhand_domain::ports::{Delivery, Notifier};
use deskhand_domain::use_cases::{DeliveryOutcome, DeliveryRules, Error, UseCases};
use deskhand_http::Metrics;
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use tokio::sync::watch;

use crate::system::{Ear, NewsBell};

/// How many requests for links are answered before letters have their turn again.
const LINK_REQUESTS: u32 = 100;

/// The worker. Its copies share the outbox; each notice goes to one of them.
#[derive(Clone)]
pub struct MailWorker {
    pub(crate) desk: UseCases,
    pub(crate) notifier: Arc<dyn Notifier>,
    pub(crate) rules: DeliveryRules,
    pub(crate) concurrency: u32,
    pub(crate) poll_interval: std::time::Duration,
    pub(crate) bell: NewsBell,
    pub(crate) metrics: Metrics,
}

impl MailWorker {
    /// Works until `stop` says so; letters under way are finished first.
    pub(crate) async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut news = self.bell.listen();
        while !*stop.borrow() {
            match self.deliver_batch().await {
                Ok(0) => self.wait(&mut news, &mut stop).await,
                Ok(_) => {}
                Err(error) => {
                    tracing::error!(%error, "the outbox can't be read or written; trying again");
                    self.wait(&mut news, &mut stop).await;
                }
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
            match self.deliver_batch().await? {
                0 => return Ok(all),
                some => all += some,
            }
        }
    }

    async fn deliver_batch(&self) -> Result<usize, Error> {
        self.desk.answer_link_requests(LINK_REQUESTS).await?;
        let claimed = self.desk.claim_notices(self.concurrency, &self.rules).await?;
        let count = claimed.len();
        let mut under_way: FuturesUnordered<_> = claimed.into_iter().map(|delivery| self.deliver(delivery)).collect();
        while under_way.next().await.is_some() {}
        Ok(count)
    }

    async fn deliver(&self, delivery: Delivery) {
        let (id, attempt) = (delivery.notice.id, delivery.attempt);
        let outcome = self.desk.deliver_notice(delivery, &*self.notifier, &self.rules).await;
        if let Ok(outcome) = &outcome {
            self.metrics.mail_tried(outcome);
        }
        match outcome {
            Ok(DeliveryOutcome::Sent { answer }) => tracing::debug!(notice = %id, attempt, answer, "sent"),
            Ok(DeliveryOutcome::Retry { at, error }) => {
                tracing::warn!(notice = %id, attempt, %at, error, "not sent; will try again");
            }
            Ok(DeliveryOutcome::Dead { error }) => tracing::error!(notice = %id, attempt, error, "given up"),
            Ok(DeliveryOutcome::Dropped { reason }) => tracing::info!(notice = %id, reason, "not to be sent any more"),
            Ok(DeliveryOutcome::Superseded) => tracing::warn!(notice = %id, attempt, "another worker has it by now"),
            Err(error) => tracing::error!(notice = %id, attempt, %error, "the outcome was not recorded"),
        }
    }

    async fn wait(&self, news: &mut Ear, stop: &mut watch::Receiver<bool>) {
        tokio::select! {
            () = news.heard() => {}
            () = tokio::time::sleep(self.poll_interval) => {}
            _ = stop.changed() => {}
        }
    }
}
