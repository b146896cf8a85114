use time::{Duration, OffsetDateTime};

use crate::ids::DeliveryId;
use crate::people::By;
use crate::ports::{AttemptResult, ClaimedDelivery, WebhookAnswer, WebhookSender};
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Webhooks};
use crate::webhooks::{Delivery, DeliveryState};

/// The most characters that are stored of an answer.
const MAX_ANSWER_CHARS: usize = 500;

/// The answer of a receiver that wants nothing any more.
const GONE: u16 = 410;

/// What became of one try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeliveryTry {
    /// The receiver took it.
    Delivered,
    /// It is due again at this time.
    Retried {
        /// When the next try is due.
        at: OffsetDateTime,
        /// Why this one failed.
        error: String,
    },
    /// Given up.
    GivenUp {
        /// Why the last try failed.
        error: String,
    },
    /// Another worker claimed it after the lease, or the webhook is gone. The outcome of that worker counts.
    Superseded,
}

impl Webhooks<'_> {
    /// Sends one claimed delivery, outside any transaction, and then records what became of it.
    ///
    /// # Errors
    /// [`Error::Storage`] if that could not be recorded. It is sent again after the lease, with the same id.
    pub async fn deliver(self, claimed: ClaimedDelivery, sender: &dyn WebhookSender) -> Result<DeliveryTry, Error> {
        let ClaimedDelivery { delivery, attempt } = claimed;
        let Some(webhook) = self.desk.ports.webhooks.find(delivery.webhook).await? else {
            return Ok(DeliveryTry::Superseded);
        };
        let answer =
            match self.request(&webhook, &delivery, self.desk.ports.clock.now()) {
                Some(request) => sender.send(request).await,
                None => Err("the signing key was encrypted with a secret that this desk no longer has: rotate the key"
                    .to_owned()),
            };
        let result = self.result(&delivery, answer, self.desk.ports.clock.now());
        self.desk.in_transaction(By::System, |tx| Box::pin(tx.record_try(&delivery, attempt, &result))).await
    }

    fn result(self, delivery: &Delivery, answer: Result<WebhookAnswer, String>, now: OffsetDateTime) -> AttemptResult {
        let (status, asked, text) = match answer {
            Ok(WebhookAnswer { status, retry_after, text }) => (Some(status), retry_after, text),
            Err(error) => (None, None, error),
        };
        let answer: String =
            text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_ANSWER_CHARS).collect();
        let (state, at) = self.state_after(delivery.id, delivery.tries + 1, status, asked, now);
        AttemptResult { state, at, status, answer }
    }

    /// The state after a try, and since when, or when the next one is due.
    fn state_after(
        self,
        id: DeliveryId,
        tries: u32,
        status: Option<u16>,
        asked: Option<Duration>,
        now: OffsetDateTime,
    ) -> (DeliveryState, OffsetDateTime) {
        if status.is_some_and(|status| (200..300).contains(&status)) {
            return (DeliveryState::Delivered, now);
        }
        match self.desk.rules().webhooks.next_try(id, tries, now, asked) {
            Some(at) => (DeliveryState::Pending, at),
            None => (DeliveryState::Dead, now),
        }
    }
}

impl TxContext<'_> {
    async fn record_try(
        &mut self,
        delivery: &Delivery,
        attempt: u32,
        result: &AttemptResult,
    ) -> Result<DeliveryTry, Error> {
        // Locks the webhook before the delivery, as its removal does.
        let webhook = self.uow.webhooks().find(delivery.webhook).await?;
        let Some(webhook) = webhook else { return Ok(DeliveryTry::Superseded) };
        if !self.uow.webhooks().settle(delivery.id, attempt, result).await? {
            return Ok(DeliveryTry::Superseded);
        }
        let error = || match result.status {
            Some(status) => format!("the receiver answered {status}"),
            None => result.answer.clone(),
        };
        match result.state {
            DeliveryState::Delivered => {
                self.webhook_works(webhook).await?;
                return Ok(DeliveryTry::Delivered);
            }
            _ => self.webhook_fails(webhook, result.status == Some(GONE)).await?,
        }
        Ok(match result.state {
            DeliveryState::Dead => DeliveryTry::GivenUp { error: error() },
            _ => DeliveryTry::Retried { at: result.at, error: error() },
        })
    }
}
