//! When a webhook is stopped by the desk: its receiver says so, or has not taken anything for days.

use crate::history::EventKind;
use crate::use_cases::Error;
use crate::use_cases::transaction::TxContext;
use crate::webhooks::{Webhook, WebhookState};

impl TxContext<'_> {
    /// A try succeeded.
    pub(super) async fn webhook_works(&mut self, mut webhook: Webhook) -> Result<(), Error> {
        if webhook.failing_since.take().is_some() {
            self.uow.webhooks().update(&webhook).await?;
        }
        Ok(())
    }

    /// A try failed; `is_gone` says that the receiver wants nothing any more.
    pub(super) async fn webhook_fails(&mut self, mut webhook: Webhook, is_gone: bool) -> Result<(), Error> {
        if !webhook.is_active() {
            return Ok(());
        }
        let since = *webhook.failing_since.get_or_insert(self.now);
        let stopped = match is_gone {
            true => Some(WebhookState::Gone),
            false if self.now - since >= self.desk.rules().webhooks.stop_after => Some(WebhookState::Failing),
            false => None,
        };
        if let Some(state) = stopped {
            webhook.state = state;
            webhook.updated_at = self.now;
            self.record_webhook(&webhook, EventKind::WebhookStopped).await?;
        } else if since != self.now {
            return Ok(());
        }
        Ok(self.uow.webhooks().update(&webhook).await?)
    }
}
