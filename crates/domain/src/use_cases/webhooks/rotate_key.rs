use crate::history::EventKind;
use crate::ids::WebhookId;
use crate::people::Actor;
use crate::permissions;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Execution, Outcome, Webhooks};
use crate::webhooks::Webhook;

impl Webhooks<'_> {
    /// Takes another signing key into use; [`Webhooks::key`] gives it. The one before signs too for
    /// [`SigningKeys::OVERLAP`](crate::webhooks::SigningKeys::OVERLAP). For admins.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Refused`] if the caller is no admin; [`Error::KeyReused`].
    pub async fn rotate_key(
        self,
        actor: &Actor,
        id: WebhookId,
        execution: &Execution<'_, Webhook>,
    ) -> Result<Outcome<Webhook>, Error> {
        permissions::may_manage_webhooks(actor)?;
        self.desk.run(actor, execution, |tx| Box::pin(tx.rotate_webhook_key(id))).await
    }
}

impl TxContext<'_> {
    async fn rotate_webhook_key(&mut self, id: WebhookId) -> Result<Webhook, Error> {
        let mut webhook = self.uow.webhooks().find(id).await?.ok_or(Error::NotFound)?;
        let signer = &self.desk.ports.webhook_signer;
        webhook.keys.rotate(signer.seal(id, &signer.new_key()), self.now);
        webhook.updated_at = self.now;
        self.uow.webhooks().update(&webhook).await?;
        self.record_webhook(&webhook, EventKind::WebhookKeyRotated).await?;
        Ok(webhook)
    }
}
