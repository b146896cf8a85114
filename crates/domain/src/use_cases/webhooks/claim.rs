use crate::ids::WebhookId;
use crate::people::By;
use crate::ports::ClaimedDelivery;
use crate::use_cases::{Error, Webhooks};

impl Webhooks<'_> {
    /// The webhooks to which something is due.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn due(self) -> Result<Vec<WebhookId>, Error> {
        Ok(self.desk.ports.webhooks.due(self.desk.ports.clock.now()).await?)
    }

    /// Claims up to `limit` due deliveries to a webhook: of those about one ticket or person only the first. None while mail is paused, as it is after a restore: what a copy of
    /// the desk sends, the desk itself has sent.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn claim(self, webhook: WebhookId, limit: u32) -> Result<Vec<ClaimedDelivery>, Error> {
        let lease = self.desk.rules().webhooks.lease;
        self.desk
            .in_transaction(By::System, |tx| {
                Box::pin(async move {
                    if tx.is_mail_paused().await? {
                        return Ok(Vec::new());
                    }
                    Ok(tx.uow.webhooks().claim_due(webhook, tx.now, lease, limit).await?)
                })
            })
            .await
    }
}
