use crate::history::{EventKind, Fact};
use crate::ids::WebhookId;
use crate::people::Actor;
use crate::permissions;
use crate::ports::{FeedPosition, SecretToken, StorageError};
use crate::ticket::Refusal;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Execution, Outcome, Webhooks};
use crate::webhooks::{SigningKeys, Webhook, WebhookDescription, WebhookKinds, WebhookState, WebhookUrl};

/// A new webhook.
#[derive(Clone, Debug)]
pub struct CreateWebhook {
    /// Where events are sent.
    pub url: WebhookUrl,
    /// Which events.
    pub kinds: WebhookKinds,
    /// What for.
    pub description: Option<WebhookDescription>,
}

impl Webhooks<'_> {
    /// Makes a webhook, which is sent what happens from now on, and perhaps what was written just before: an event that the feed does not show
    /// yet may be committed before or after. [`Webhooks::key`] gives its signing key. For admins.
    ///
    /// # Errors
    /// [`Error::Refused`] if the caller is no admin, or with [`Refusal::TooManyWebhooks`]; [`Error::Field`] for a URL without encryption,
    /// where the desk wants that; [`Error::KeyReused`].
    pub async fn create(
        self,
        actor: &Actor,
        command: CreateWebhook,
        execution: &Execution<'_, Webhook>,
    ) -> Result<Outcome<Webhook>, Error> {
        permissions::may_manage_webhooks(actor)?;
        self.check_url(&command.url)?;
        if !self.desk.ports.webhook_signer.is_supported() {
            return Err(StorageError::Unsupported("webhooks").into());
        }
        let from = self.desk.ports.events.newest().await?;
        self.desk.run(actor, execution, |tx| Box::pin(tx.create_webhook(&command, from))).await
    }

    /// The newest signing key of a webhook, as its receiver enters it. Only who makes or rotates it may have it.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Internal`] where it was encrypted with a secret that this desk no longer has.
    pub async fn key(self, id: WebhookId) -> Result<SecretToken, Error> {
        let webhook = self.desk.ports.webhooks.find(id).await?.ok_or(Error::NotFound)?;
        let signer = &self.desk.ports.webhook_signer;
        let key = signer.open(id, &webhook.keys.current);
        Ok(signer.key_text(&key.ok_or(Error::Internal("the key of a webhook can't be decrypted"))?))
    }

    pub(super) fn check_url(self, url: &WebhookUrl) -> Result<(), Error> {
        if self.desk.rules().webhooks.allow_unencrypted {
            return Ok(());
        }
        url.require_encryption().map_err(|reason| Error::Field { field: "url", reason })
    }
}

impl TxContext<'_> {
    async fn create_webhook(&mut self, command: &CreateWebhook, from: FeedPosition) -> Result<Webhook, Error> {
        if self.uow.webhooks().count().await? >= Webhook::MOST {
            return Err(Refusal::TooManyWebhooks.into());
        }
        let maker = self.by.person().ok_or(Error::Internal("a webhook is made by a person"))?;
        let signer = &self.desk.ports.webhook_signer;
        let id = WebhookId::new(self.desk.ports.ids.uuid());
        let webhook = Webhook {
            id,
            url: command.url.clone(),
            description: command.description.clone(),
            kinds: command.kinds.clone(),
            state: WebhookState::Active,
            keys: SigningKeys::new(signer.seal(id, &signer.new_key())),
            failing_since: None,
            created_by: maker,
            created_at: self.now,
            updated_at: self.now,
        };
        self.uow.webhooks().insert(&webhook, from).await?;
        self.record_webhook(&webhook, EventKind::WebhookCreated).await?;
        Ok(webhook)
    }

    /// Writes what happened to a webhook into the history of the account of who did it, or of who made it where the desk did it.
    pub(super) async fn record_webhook(&mut self, webhook: &Webhook, kind: EventKind) -> Result<(), Error> {
        let about = self.by.person().unwrap_or(webhook.created_by);
        let Some(person) = self.uow.people().find(about).await? else { return Ok(()) };
        let fact = Fact::new(kind).after(webhook.url.as_str());
        self.record_account_event(&person, vec![fact]).await
    }
}
