use crate::history::EventKind;
use crate::ids::WebhookId;
use crate::people::Actor;
use crate::permissions;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Webhooks};
use crate::webhooks::{Webhook, WebhookDescription, WebhookKinds, WebhookState, WebhookUrl};

/// What of a webhook changes; `None` for what stays.
#[derive(Clone, Debug, Default)]
pub struct UpdateWebhook {
    /// Where events are sent.
    pub url: Option<WebhookUrl>,
    /// Which events.
    pub kinds: Option<WebhookKinds>,
    /// What for; `Some(None)` removes it.
    pub description: Option<Option<WebhookDescription>>,
    /// Whether it is sent any: one of those that admins choose.
    pub active: Option<bool>,
}

impl Webhooks<'_> {
    /// Changes a webhook. One that was stopped and is made active is sent what happened meanwhile, and what was pending at once. For
    /// admins.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Refused`] if the caller is no admin; [`Error::Field`] for a URL without encryption, where the desk
    /// wants that.
    pub async fn update(self, actor: &Actor, id: WebhookId, change: UpdateWebhook) -> Result<Webhook, Error> {
        permissions::may_manage_webhooks(actor)?;
        if let Some(url) = &change.url {
            self.check_url(url)?;
        }
        self.desk.in_transaction(actor, |tx| Box::pin(tx.update_webhook(id, &change))).await
    }
}

impl TxContext<'_> {
    async fn update_webhook(&mut self, id: WebhookId, change: &UpdateWebhook) -> Result<Webhook, Error> {
        let before = self.uow.webhooks().find(id).await?.ok_or(Error::NotFound)?;
        let mut webhook = before.clone();
        if let Some(url) = &change.url {
            webhook.url = url.clone();
        }
        if let Some(kinds) = &change.kinds {
            webhook.kinds = kinds.clone();
        }
        if let Some(description) = &change.description {
            webhook.description = description.clone();
        }
        if let Some(active) = change.active
            && active != webhook.is_active()
        {
            webhook.switch(if active { WebhookState::Active } else { WebhookState::Paused });
        }
        if webhook != before {
            webhook.updated_at = self.now;
            self.uow.webhooks().update(&webhook).await?;
            self.record_webhook(&webhook, EventKind::WebhookChanged).await?;
        }
        Ok(webhook)
    }
}
