use time::OffsetDateTime;

use crate::ids::{DeliveryId, WebhookId};
use crate::people::Actor;
use crate::permissions;
use crate::ticket::Refusal;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Webhooks};
use crate::webhooks::{Delivery, DeliveryState};

/// Which deliveries are sent again.
#[derive(Clone, Copy, Debug)]
pub struct RedeliverSince {
    /// Those that were queued then or later.
    pub since: OffsetDateTime,
    /// Also those that the receiver took, not only those that were given up.
    pub with_delivered: bool,
}

impl Webhooks<'_> {
    /// Sends a delivery again that was delivered or given up, with the same id. For admins.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Refused`] if the caller is no admin, or it is pending anyway.
    pub async fn redeliver(self, actor: &Actor, webhook: WebhookId, id: DeliveryId) -> Result<Delivery, Error> {
        permissions::may_manage_webhooks(actor)?;
        self.desk.in_transaction(actor, |tx| Box::pin(tx.redeliver(webhook, id))).await?;
        self.delivery(actor, webhook, id).await
    }

    /// Sends again what was given up since a time, or all that was sent since then. Returns how many. For admins, after the receiver was down or lost data.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Refused`] if the caller is no admin.
    pub async fn redeliver_since(self, actor: &Actor, webhook: WebhookId, which: RedeliverSince) -> Result<u64, Error> {
        permissions::may_manage_webhooks(actor)?;
        self.desk.in_transaction(actor, |tx| Box::pin(tx.redeliver_since(webhook, which))).await
    }
}

impl TxContext<'_> {
    async fn redeliver(&mut self, webhook: WebhookId, id: DeliveryId) -> Result<(), Error> {
        let now = self.now;
        let delivery = self.uow.webhooks().delivery(id).await?;
        let delivery = delivery.filter(|delivery| delivery.webhook == webhook).ok_or(Error::NotFound)?;
        if !delivery.state.is_settled() {
            return Err(Refusal::DeliveryPending.into());
        }
        self.uow.webhooks().requeue(id, now).await?;
        self.recorded.requeued = true;
        Ok(())
    }

    async fn redeliver_since(&mut self, id: WebhookId, which: RedeliverSince) -> Result<u64, Error> {
        let now = self.now;
        self.uow.webhooks().find(id).await?.ok_or(Error::NotFound)?;
        let states: &[DeliveryState] = match which.with_delivered {
            true => &[DeliveryState::Dead, DeliveryState::Delivered],
            false => &[DeliveryState::Dead],
        };
        let count = self.uow.webhooks().requeue_since(id, states, which.since, now).await?;
        self.recorded.requeued |= count > 0;
        Ok(count)
    }
}
