use crate::ids::{DeliveryId, WebhookId};
use crate::people::Actor;
use crate::permissions;
use crate::ticket::Refusal;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Webhooks};
use crate::webhooks::Delivery;

impl Webhooks<'_> {
    /// Queues a delivery of the type `webhook.test`, of which the receiver need not understand more than the signature. What it answered is in the delivery afterwards. For admins.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Refused`] if the caller is no admin, or the webhook is stopped.
    pub async fn test(self, actor: &Actor, id: WebhookId) -> Result<Delivery, Error> {
        permissions::may_manage_webhooks(actor)?;
        let test: DeliveryId = self.desk.in_transaction(actor, |tx| Box::pin(tx.test_webhook(id))).await?;
        self.delivery(actor, id, test).await
    }
}

impl TxContext<'_> {
    async fn test_webhook(&mut self, id: WebhookId) -> Result<DeliveryId, Error> {
        let webhook = self.uow.webhooks().find(id).await?.ok_or(Error::NotFound)?;
        if !webhook.is_active() {
            return Err(Refusal::WebhookStopped(webhook.state).into());
        }
        let test = self.desk.webhooks().test_delivery(&webhook, self.now);
        let id = test.delivery.id;
        self.uow.webhooks().enqueue(&[test]).await?;
        self.recorded.requeued = true;
        Ok(id)
    }
}
