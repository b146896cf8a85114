use crate::history::EventKind;
use crate::ids::WebhookId;
use crate::people::Actor;
use crate::permissions;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Webhooks};

impl Webhooks<'_> {
    /// Deletes a webhook with its deliveries, also those that are pending. For admins.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Refused`] if the caller is no admin.
    pub async fn remove(self, actor: &Actor, id: WebhookId) -> Result<(), Error> {
        permissions::may_manage_webhooks(actor)?;
        self.desk.in_transaction(actor, |tx| Box::pin(tx.remove_webhook(id))).await
    }
}

impl TxContext<'_> {
    async fn remove_webhook(&mut self, id: WebhookId) -> Result<(), Error> {
        let webhook = self.uow.webhooks().find(id).await?.ok_or(Error::NotFound)?;
        self.uow.webhooks().delete(id).await?;
        self.record_webhook(&webhook, EventKind::WebhookRemoved).await
    }
}
